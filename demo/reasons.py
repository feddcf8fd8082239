"""Why reviewers of the demo approved where a story does not say it itself, by type."""

from collections.abc import Mapping

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
