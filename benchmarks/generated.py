"""A register of any size, made inside the database in a few statements."""

from sqlalchemy import text

from register.storage import Storage

_STATEMENTS = (
    """
    INSERT INTO person (staff_number, first_name, infix, last_name, sort_name, email, job_title,
        department, manager_id, key_function, in_service_from)
    SELECT (1000 + n)::text, 'Voornaam' || n, CASE WHEN n % 3 = 0 THEN 'van der' END,
        'Achternaam' || n, 'achternaam' || n, 'm' || n || '@intermaris.example',
        'Medewerker', 'Afdeling ' || n % 12, NULL, n % 20 = 0, DATE '2015-01-01'
    FROM generate_series(1, 400) n
    """,
    """
    UPDATE person SET manager_id = boss.id
    FROM person boss
    WHERE boss.staff_number = CASE
        WHEN person.staff_number::int <= 1020 THEN '1001' ELSE (1001 + person.id % 20)::text END
        AND person.staff_number <> '1001'
    """,
    """
    INSERT INTO supplier (creditor_number, name, normal_name, kvk_number, category, contract_from,
        tender_running)
    SELECT 'C-' || n, name, lower(name), (30000000 + n)::text,
        (ARRAY['a', 'b', 'c'])[1 + n % 3], DATE '2024-01-01', n % 50 = 0
    FROM generate_series(0, :suppliers - 1) n
    CROSS JOIN LATERAL (
        SELECT concat_ws(' ',
            (ARRAY['Schildersbedrijf', 'Bouwbedrijf', 'Loodgieter', 'Dakwerken', 'Hoveniers',
                'Elektra', 'Installaties', 'Liftonderhoud', 'Stukadoors', 'Tegelhandel',
                'Glaszetters', 'Schoonmaak', 'Beveiliging', 'Architecten', 'Makelaardij',
                'Verhuizers', 'Metselwerken', 'Keukens', 'Vloeren', 'Advies'])[1 + n % 20],
            (ARRAY['Jansen', 'Bakker', 'Visser', 'Smit', 'Meijer', 'Bos', 'Vos', 'Peters',
                'Hendriks', 'Dekker', 'Brouwer', 'Kok', 'Mulder', 'Postma', 'Koning', 'Schouten',
                'Wagenaar', 'Zwart', 'Groot', 'Kuiper', 'Molenaar', 'Slager', 'Appel', 'Boon',
                'Schipper'])[1 + n / 20 % 25],
            (ARRAY['Hoorn', 'Enkhuizen', 'Medemblik', 'Purmerend', 'Alkmaar', 'Schagen',
                'Heerhugowaard', 'Volendam', 'Edam', 'Wognum'])[1 + n / 500 % 10],
            chr(97 + n / 5000 % 26)) AS name
    ) AS called
    """,
    """
    INSERT INTO declaration (id, type, declarant_id, status, version, number, year, sequence,
        created_at, updated_at, submitted_at)
    SELECT md5('declaration ' || n)::uuid,
        (ARRAY['nevenfunctie', 'opdracht-verwante', 'prive-leverancier', 'woning',
            'uitnodiging'])[1 + n % 5],
        (SELECT min(id) FROM person) + n % 400,
        CASE n % 10 WHEN 0 THEN 'ingediend' WHEN 1 THEN 'afgewezen' ELSE 'goedgekeurd' END,
        3, y.year || '-' || to_char(y.sequence, 'FM9990000'), y.year, y.sequence, at, at, at
    FROM generate_series(1, :size) n
    CROSS JOIN LATERAL (SELECT 2023 + n * 3 / (:size + 1) AS year) AS in_year
    CROSS JOIN LATERAL (SELECT in_year.year, n AS sequence) AS y
    CROSS JOIN LATERAL (
        SELECT TIMESTAMPTZ '2023-01-02 09:00+00' + n * INTERVAL '3 years' / (:size + 1) AS at
    ) AS moment
    """,
    """
    INSERT INTO revision (id, declaration_id, revision_number, submitted_at, submitted_by,
        code_edition, headline, declarant_name, declarant_staff_number, declarant_job_title,
        declarant_department, declarant_manager_name, declarant_key_function, counterparty_name,
        explanation)
    SELECT md5('revision ' || d.id)::uuid, d.id, 1, d.submitted_at, d.declarant_id, '1',
        'Verklaring nummer ' || d.sequence, p.first_name || ' ' || p.last_name,
        p.staff_number, p.job_title, p.department, 'Lies Leiding', p.key_function,
        'Partij ' || d.sequence % 900, repeat('Een toelichting in gewone woorden. ', 4)
    FROM declaration d JOIN person p ON p.id = d.declarant_id
    """,
    """
    INSERT INTO party_key (key, revision_id) SELECT 'naam ' || lower(counterparty_name), id
    FROM revision
    """,
    """
    INSERT INTO transition (declaration_id, revision_id, action, from_status, to_status, at, by_id)
    SELECT d.id, r.id, 'indienen', 'concept', 'ingediend', d.submitted_at, d.declarant_id
    FROM declaration d JOIN revision r ON r.declaration_id = d.id
    """,
    """
    INSERT INTO transition (declaration_id, revision_id, action, from_status, to_status, at, by_id,
        why)
    SELECT d.id, r.id, 'besluit', 'ingediend', d.status, d.submitted_at + INTERVAL '5 days',
        d.declarant_id, 'Gezien en besproken.'
    FROM declaration d JOIN revision r ON r.declaration_id = d.id WHERE d.status <> 'ingediend'
    """,
    """
    INSERT INTO step (declaration_id, revision_id, position, role, person_id, why, opened_at,
        due_on, decision, reason, decided_at, decided_by, decided_by_name)
    SELECT d.id, r.id, 1, 'leidinggevende', d.declarant_id, '', d.submitted_at,
        d.submitted_at::date + 14,
        CASE d.status WHEN 'afgewezen' THEN 'afwijzen' WHEN 'goedgekeurd' THEN 'goedkeuren' END,
        CASE WHEN d.status <> 'ingediend' THEN 'Gezien en besproken.' END,
        CASE WHEN d.status <> 'ingediend' THEN d.submitted_at + INTERVAL '5 days' END,
        CASE WHEN d.status <> 'ingediend' THEN d.declarant_id END,
        CASE WHEN d.status <> 'ingediend' THEN r.declarant_name END
    FROM declaration d JOIN revision r ON r.declaration_id = d.id
    """,
    """
    INSERT INTO event (chain, seq, at, actor, action, digest, prev_hash, hash)
    SELECT d.id::text, n, d.submitted_at + n * INTERVAL '1 hour', 'systeem', 'declaration.seen',
        sha256(''), sha256(''), sha256((d.id::text || n)::bytea)
    FROM declaration d CROSS JOIN generate_series(1, 4) n
    """,
    """
    INSERT INTO ancillary_position (revision_id, organisation, position, nature, relation, paid,
        hours_per_week, during_working_hours, uses_company_assets, works_for_residents, starts_on)
    SELECT r.id, r.counterparty_name, 'Penningmeester', 'bestuur', 'geen', false, 3.50, false,
        false, false, r.submitted_at::date
    FROM revision r JOIN declaration d ON d.id = r.declaration_id WHERE d.type = 'nevenfunctie'
    """,
    """
    INSERT INTO related_party_contract (revision_id, party_name, related_person, relation, interest,
        contract_description, contract_value, phase, own_role, procurement,
        procurement_rules_followed, alternative_available)
    SELECT r.id, r.counterparty_name, 'Naam Bekende', 'bekende', 'eigenaar',
        repeat('Onderhoud aan daken. ', 5), 12345.67, 'offerte', 'geen', 'meervoudig', 'ja', 'nee'
    FROM revision r JOIN declaration d ON d.id = r.declaration_id WHERE d.type = 'opdracht-verwante'
    """,
    """
    INSERT INTO private_supplier_use (revision_id, party_name, service, amount, ordered_on,
        discount, business_contact, market_conformity)
    SELECT r.id, r.counterparty_name, 'Schilderwerk', 2500.00, r.submitted_at::date, 'geen', false,
        repeat('Drie offertes gevraagd. ', 5)
    FROM revision r JOIN declaration d ON d.id = r.declaration_id WHERE d.type = 'prive-leverancier'
    """,
    """
    INSERT INTO home (revision_id, occupant, tenure, owner, channel, postcode, house_number, city,
        moves_in_on, price, priority_or_discount, involved_in_allocation, already_tenant)
    SELECT r.id, 'kind', 'huur', 'intermaris', 'woonmatch', '1624 NP', '12', 'Hoorn',
        r.submitted_at::date, 712.50, false, false, false
    FROM revision r JOIN declaration d ON d.id = r.declaration_id WHERE d.type = 'woning'
    """,
    """
    INSERT INTO supplier_invitation (revision_id, party_name, category, signed_contract,
        tender_running, kind, description, location, takes_place_on, estimated_value, travel_paid,
        partner_invited, relation_purpose, fits_function, proportionate, procurement_policy_read)
    SELECT r.id, r.counterparty_name, 'b', true, false, 'diner', 'Een diner na de bouwvergadering',
        'Hoorn', r.submitted_at::date, 45.00, false, false, 'Goed voor de samenwerking', true, true,
        true
    FROM revision r JOIN declaration d ON d.id = r.declaration_id WHERE d.type = 'uitnodiging'
    """,
    "ANALYZE",
)


async def fill(storage: Storage, size: int, suppliers: int = 0) -> None:
    """Fill a migrated, empty database with declarations of all types, most of them decided.

    Everybody stands under the person with staff number 1001, in two layers. Their events are there
    to be found; their chains do not verify.

    Args:
        storage: the database.
        size: how many declarations.
        suppliers: how many suppliers.
    """
    async with storage.transaction() as db:
        connection = await db.connection()
        for statement in _STATEMENTS:
            query = text(statement)
            sizes = {"size": size, "suppliers": suppliers}
            wanted = query.compile().params
            await connection.execute(query, {name: sizes[name] for name in wanted})
