"""Norwegian Bokmål: what the rules look for."""

from agentdesk.responses.lint.words import Words

WORDS = Words(
    first_person=r"\bjeg\s+(?!forstår|skjønner|hører\b(?! fra)|vet|tror|synes|håper|"
    r"ser (at|hvorfor|hvordan du|hva du)\b|føler)\w+"
    r"|\b\w+(r|de|te|t)\s+jeg\b|\bla meg\b|\b(av|hos|til) meg\b|\bmin (jobb|tur|oppgave)\b",
    vague=r"\b(snart|innen kort tid|så (snart|fort) (som mulig|jeg kan|vi kan)|om en stund|om litt|etter hvert|"
    r"ved anledning|"
    r"i nær fremtid|så raskt (som mulig|jeg kan))\b",
    promises=r"\bjeg (\w+ )?(ringer|sms-er|skriver til|mailer|kommer tilbake til|hører fra meg|gir (deg )?(lyd|"
    r"beskjed)|melder)"
    r"(?= (til )?(deg|dere|igjen|senest|på|innen|før|når|så|i morgen|i dag|selv|$)|[.,!])"
    r"|\b(ringer|hører|kommer) jeg (deg|tilbake)\b|\bdu (hører fra meg|får (svar|beskjed))\b",
    certain=r"\b(garanterer|garantert|jeg lover|helt sikkert|definitivt|uten tvil|100 ?%|hundre prosent)\b",
    denial=r"ingen (rett|reklamasjonsrett)|kan ikke (reklamere|klage)|(ingenting|ikke noe) (vi|jeg) kan gjøre|"
    r"(?<!ikke )for sent"
    r"|ingen penger tilbake|rett(en)? (er|har) (utløpt|gått ut)|reklamasjonsfristen (er|har)",
    blame=r"du burde|du skulle ha (?!fått|hatt|blitt|hørt)|du (glemte|leste feil|misforsto|må ha)|"
    r"du har (misforstått|lest feil|glemt)|"
    r"\b(din|egen) (egen )?(feil|tabbe)\b|hadde du (bare )?(lest|sagt|sjekket)|\b(lageret|leverandøren|transportøren"
    r"|budet|posten|"
    r"banken|kollegaen|kollegaen min|avdelingen|fabrikken|sjåføren) (har )?(glemt|glemte|slurvet|gjort feil|"
    r"gjorde feil|rotet|mistet|burde)",
    orders=r"ro deg ned|slapp av|ta det med ro|vår policy|våre regler|reglene (er|sier)|ifølge (våre )?regler|"
    r"retningslinjene våre",
    non_apology=r"(beklager|unnskyld|lei meg)( for)? (om|hvis|dersom) (du|det|dere)|(beklager|lei for) at du (opplev"
    r"|føl|syn)",
    selling=r"tilbud|rabatt|kampanje|benytt|\bsalg\b|gavekort|oppgradere|billigere|% av",
    smile=r"\bsmil|:\)|☺|😊|🙂|ha en (fin|god|flott) dag",
    apology=r"beklager|unnskyld|lei (meg|for)|beklagelse",
    refusal=r"(kan|får) (jeg )?(dessverre )?ikke (gi|tilby|bytte|ta|selge|levere|senke|gå|betale|gjøre det)|"
    r"ikke mulig|går ikke an",
    nouns=r"pakke|\bpris|etikett|kvittering|ordre|bestilling|\bkode|\bkø(en)?\b|hyll|betaling|konto|\bkort|eske|"
    r"leveran|levering|butikk|skjerm|"
    r"telefon|\bliste|sted|klokkeslett|person|mellomlegg|vare[nr]?\b|varene|handlekurv|\bside|nettside|penge|refusjon|tilbakebetaling|poeng|lenke|"
    r"passord|abonnement|kasse|"
    r"transportør|frakt|bekreftelse|reklamasjon|reparasjon|reservedel|sjef|leder|navn|nummer|adresse|plass|\bstol|"
    r"\bbil\b|bilen|papir|språk|"
    r"samtale|melding|\bbytt|\bdag\b|dagen|dato|garanti|eksemplar|knapp|lampe|\blys|minutt|legitimasjon|\bleg\b|"
    r"grense|tilbud|modell|"
    r"kollega|emballasje|produkt|kunde|bilde|saldo|\bsak|disk|kampanje|kupong|spørsmål|historie|kjøp|verksted|"
    r"faktura|beløp|sum\b|"
    r"notat|hjelp|ansvarlig|dør|inngang|leverandør|medarbeider|e-post|sms|brev|\bfeil\b|feilen|toalett|ærend",
    but=r"(,|\.|;|–|—)\s*(men|imidlertid)\b",
    honorific=r"(?<![.!?] )(?<!^)\b(De|Dem|Deres)\b|\b(herr|fru|frøken)\b",
    hollow=r"(forstår|skjønner) hvordan du (føler|har det)|vet hvordan det føles|andre har følt|føler med deg|"
    r"(forstår|skjønner) (frustrasjonen|følelsen) din",
    unfortunately=r"^(dessverre|beklageligvis)\b[^.!?]*\b(ikke|ingen|ikkje|intet)\b",
    closed=r"noe (annet|mer)( jeg| du|\?)|var det alt|var det greit",
    open_question=r"\b(hva|hvordan|hvilken|hvilket|hvilke|når|hvor|hvem)\b[^.!?]*\?",
    warm=r"takk|\bglad|gjerne|velkommen|bra at du|fint|hyggelig|selvfølgelig|klart|beklager|unnskyld|ta vare|hjelper|"
    r"snill|vær så god|god (morgen|dag)|med deg|blir hos|godt at|vil hjelpe",
    better={
        "L3": "Jeg ringer deg senest {next_update}.",
        "L4": "Jeg regner med {honest_date}.",
        "L5": "Garantien er én ting, reklamasjonsretten en annen. Jeg ser på den nå.",
        "L6": "Dette er det som har skjedd, og dette gjør jeg nå.",
        "L7": "Jeg vil løse dette. Det jeg kan gjøre, er …",
        "L8": "Jeg beklager, dette er vår feil.",
        "L16": "Takk for at du ventet.",
        "L21": "Du skulle hatt {item.definite} {promised}.",
        "L23": "Det jeg kan gjøre, er …",
        "L25": "Hva mer kan jeg hjelpe deg med?",
    },
)
