"""One declaration from form to decision, as a browser without JavaScript sends it."""

from uuid import uuid4

from tests.web.conftest import SignIn, post

POSITION = {
    "soort": "nevenfunctie",
    "organisation": "Stichting Dorpshuis De Rietkraag",
    "position": "Penningmeester",
    "nature": "bestuur",
    "relation": "geen",
    "paid": "nee",
    "hours_per_week": "3,5",
    "during_working_hours": "nee",
    "uses_company_assets": "nee",
    "works_for_residents": "nee",
    "starts_on": "1-4-2026",
}


async def test_a_declaration_goes_from_form_to_decision(sign_in: SignIn) -> None:
    mees, lies = await sign_in("medewerker"), await sign_in("leidinggevende")
    url = f"/verklaringen/{uuid4()}/bewerken"

    sent = await post(mees, url, {**POSITION, "handeling": "indienen"})
    assert sent.status_code == 303, sent.text
    confirmation = await mees.get(sent.headers["location"])
    assert "2026-0001" in confirmation.text
    assert "Lies Leiding" in confirmation.text

    worklist = await lies.get("/beoordelen")
    assert "Penningmeester bij Stichting Dorpshuis De Rietkraag" in worklist.text
    dossier = await lies.get("/verklaringen/2026-0001")
    assert "3,5 uur" in dossier.text
