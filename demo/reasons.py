"""What reviewers of the demo say where a story does not say it itself."""

from collections.abc import Mapping

from register.decisions import Decision, ReviewerRole

REASONS: Mapping[str, tuple[str, ...]] = {
    "nevenfunctie": (
        "Dit heeft geen raakvlak met je werk en kost je weinig tijd. Veel plezier.",
        "De organisatie doet geen zaken met Intermaris. Akkoord.",
        "Goed dat je dit vooraf meldt. Ik zie geen belangenconflict.",
        "De uren passen naast je baan en je doet het in je eigen tijd.",
        "We hebben erover gesproken. Verandert er iets, dan meld je het opnieuw.",
        "Mooi dat je je hiervoor inzet. Er is geen band met ons werk.",
    ),
    "opdracht-verwante": (
        "De inkoopregels zijn gevolgd en je was niet bij de keuze betrokken.",
        "De prijs is marktconform en een collega gaat over deze opdracht.",
        "De keuze is gemaakt door Inkoop. Jij hebt hierin geen rol.",
        "Je hebt geen invloed op de prijs of de keuze. Ik zie geen voorkeursbehandeling.",
    ),
    "prive-leverancier": (
        "De prijs is marktconform. Dank voor de uitleg.",
        "Je betaalt de gewone prijs. Houd zakelijk en privé gescheiden.",
        "Je hebt in je werk geen invloed op deze leverancier. Akkoord.",
        "Goed uitgelegd waarom de prijs klopt. Akkoord.",
        "Ik zie geen voordeel door je baan. Akkoord.",
    ),
    "woning": (
        "De toewijzing liep volgens dezelfde regels als voor anderen.",
        "Ik heb de toewijzing laten nakijken. Alles is volgens de regels gegaan.",
        "Je was niet betrokken bij de toewijzing en er was geen voorrang.",
        "De procedure is gevolgd. Een collega handelt het verder af.",
    ),
    "uitnodiging": (
        "Past bij je werk en is in verhouding. Akkoord.",
        "Een goede gelegenheid om afspraken door te nemen. Prima.",
        "Inhoudelijk nuttig en tegen lage kosten.",
        "Goed voor de samenwerking. Vertel na afloop wat je hebt geleerd.",
        "Dit hoort bij je werk. Akkoord.",
    ),
}
"""Why something was approved, by type."""

ADVICE: Mapping[tuple[ReviewerRole, Decision], tuple[str, ...]] = {
    (ReviewerRole.LEIDINGGEVENDE, Decision.POSITIEF): (
        "Ik vind de uitleg goed. Met duidelijke afspraken kan dit wat mij betreft.",
        "Ik ken de situatie en vertrouw erop dat dit goed gaat. Leg het wel goed vast.",
        "Het werk lijdt er niet onder. Ik adviseer om dit toe te staan.",
    ),
    (ReviewerRole.LEIDINGGEVENDE, Decision.NEGATIEF): (
        "We hebben erover gesproken. Ik begrijp de wens, maar dit past niet bij de functie.",
        "Dit kan niet naast het werk in mijn team. Ik adviseer om het af te wijzen.",
        "De uitleg overtuigt mij niet. Er is een betere weg.",
    ),
    (ReviewerRole.BESTUURSSECRETARIS, Decision.POSITIEF): (
        "De code staat dit niet zomaar toe. De uitleg is open en de risico's zijn klein.",
        "Ik zie geen voordeel voor de medewerker. Met voorwaarden is dit uit te leggen.",
        "Ik adviseer positief, als de afspraken op papier staan.",
    ),
    (ReviewerRole.BESTUURSSECRETARIS, Decision.NEGATIEF): (
        "De code is hier duidelijk en ik zie geen reden om ervan af te wijken.",
        "Dit wekt de schijn van een voordeel. Ik adviseer om het niet toe te staan.",
        "Hier lopen twee belangen door elkaar. Dat kunnen we niet uitleggen.",
    ),
    (ReviewerRole.COMMUNICATIE, Decision.POSITIEF): (
        "Een passende gelegenheid voor ons. Plaats zelf geen foto's; dat doen wij.",
        "Goed voor onze naam in de buurt. We stemmen het met de leverancier af.",
    ),
    (ReviewerRole.COMMUNICATIE, Decision.NEGATIEF): (
        "Dit feest draagt niets bij aan onze naam. Beter een kaart sturen.",
        "De pers is erbij uitgenodigd. Dat moeten we hier niet willen.",
    ),
}
"""What advisers say, by their role."""

SECONDS: Mapping[bool, tuple[str, ...]] = {
    True: (
        "Ik heb meegekeken. De uitleg klopt en de afspraken zijn duidelijk.",
        "Eens. Goed dat de afwijking open is gemeld.",
        "Ik ben het eens met dit besluit en zie geen ander belang.",
        "Akkoord. Het besluit is goed onderbouwd.",
        "Ook ik vind dit goed uit te leggen.",
    ),
    False: (
        "Eens. Dit is niet goed uit te leggen.",
        "Ik kom tot hetzelfde besluit. De code is hier duidelijk.",
        "Ook ik vind dat dit niet kan.",
    ),
}
"""What a second pair of eyes says that agrees with an approval, or with a refusal."""
