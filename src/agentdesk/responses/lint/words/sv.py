"""Swedish: what the rules look for."""

from agentdesk.responses.lint.words import Words

WORDS = Words(
    first_person=r"\bjag\s+(?!förstår|hör\b(?! av)|vet|tror|tycker|hoppas|ser (att|varför|hur du|vad du)\b|känner)\w+"
    r"|\b\w+(r|de|te|t|n|g)\s+jag\b|\blåt mig\b|\bska jag\b|\b(av|hos|till) mig\b"
    r"|\bmitt (jobb|ansvar)\b|\bmin (tur|uppgift)\b",
    vague=r"\b(snart|inom kort|så (snart|fort) (som möjligt|jag kan|vi kan)|så snabbt (som möjligt|jag kan)|framöver|"
    r"om ett tag|vad det lider|i närtid|vid tillfälle)\b",
    promises=r"\bjag (\w+ )?(ringer|smsar|skriver till|mejlar|återkommer|hör av mig|meddelar)\b(?! (någon|någon som|"
    r"en kollega|efter|hjälp|upp|"
    r"transportören|fraktbolaget|112))(?= (till )?(dig|er|igen|senast|på|innan|före|när|så|sedan|i morgon|i dag|"
    r"själv|$)|[.,!])"
    r"|\b(ringer|återkommer|hör) jag (av mig|dig|till dig)\b|\bdu (hör från mig|får besked)\b",
    certain=r"\b(garanterar|garanterat|jag lovar|helt säkert|definitivt|utan tvekan|absolut säkert|100 ?%|"
    r"hundra procent)\b",
    denial=r"ingen (rätt|reklamationsrätt)|(kan|får) inte reklamera|(inget|ingenting) (vi|jag) kan göra|"
    r"(?<!inte )för sent"
    r"|inga pengar tillbaka|rätt(en)? (har|är) (gått ut|slut|förbi)|reklamationstiden (har|är)",
    blame=r"du borde|du skulle ha (?!fått|haft|blivit|hört)|du (glömde|läste fel|missförstod|måste ha)|"
    r"du har (missförstått|läst fel|glömt)|"
    r"(ditt|eget) (eget )?(fel|misstag)\b|hade du (bara )?(läst|sagt|kollat)|\b(lagret|leverantören|transportören|"
    r"fraktbolaget|"
    r"posten|banken|kollegan|min kollega|avdelningen|fabriken|chauffören) (har )?(glömt|glömde|slarvat|slarvade|"
    r"gjort fel|gjorde fel|"
    r"tappat|tappade|missat|missade|borde)",
    orders=r"lugna (ner )?dig|ta det lugnt|slappna av|vår policy|policyn|våra regler|reglerna (är|säger)|"
    r"enligt (våra )?regler",
    non_apology=r"(beklagar|ursäkta|ursäkt|ledsen)( för)? (om|ifall) (du|det|ni)|(beklagar|ledsen) att du (upplev|"
    r"känn|tyck)",
    selling=r"erbjudande|rabatt|kampanj|passa på|\brea\b|presentkort|uppgradera|billigare|% av",
    smile=r"\ble\b|leende|:\)|☺|😊|🙂|ha en (bra|fin|trevlig) dag",
    apology=r"beklagar|ursäkt|förlåt|\bledsen\b|\bledsamt\b",
    refusal=r"(kan|får) (jag )?(tyvärr )?inte (ge|erbjuda|byta|ta|sälja|lämna|sänka|gå|betala|göra det)|inte möjligt"
    r"|går inte att",
    nouns=r"paket|\bpris|etikett|kvitto|order|beställning|\bkod|\bkö(n|er)?\b|hyll|betalning|konto|\bkort|kartong|"
    r"låda|leverans|butik|skärm|"
    r"telefon|lista|ställe|klockslag|person|mellanskillnad|vara[n]?\b|varor|varukorg|\bsid[ao]|sajt|pengar|återbetalning|poäng|länk|lösenord|prenumeration|"
    r"kassa|"
    r"transportör|frakt|bekräftelse|reklamation|reparation|reservdel|chef|namn|nummer|adress|plats|\bstol|\bbil\b|"
    r"bilen|papper|språk|"
    r"samtal|meddelande|\bbyt|\bdag\b|dagen|datum|garanti|exemplar|knapp|lamp|minut|legitimation|\bleg\b|gräns|"
    r"erbjudande|modell|"
    r"kollega|förpackning|produkt|kund|bild|saldo|ärende|disk|kampanj|kupong|fråga|berättelse|köp|verkstad|faktura|"
    r"belopp|summa|"
    r"stopp|anteckning|hjälp|ansvarig|dörr|ingång|leverantör|medarbetare|chatt|mejl|sms|brev|dubbel|\bfel\b|felet|"
    r"toalett",
    but=r"(,|\.|;|–|—)\s*(men|dock|fast)\b",
    honorific=r"(?<![.!?] )(?<!^)\b(Ni|Er|Ert|Era|Eder)\b|\b(herr|fru|fröken)\b",
    hollow=r"förstår hur du (känner|mår)|vet hur (det|du) känn|andra har känt|känner med dig|"
    r"förstår din (frustration|känsla|oro)\b",
    unfortunately=r"^(tyvärr|dessvärre|beklagligtvis)\b[^.!?]*\b(inte|ingen|inget|inga)\b",
    closed=r"något (annat|mer)( jag| du|\?)|var det bra så|var det allt|är det bra så",
    open_question=r"\b(vad|hur|vilken|vilket|vilka|när|var|vem|vart)\b[^.!?]*\?",
    warm=r"tack|\bglad|gärna|välkommen|bra att du|fint|roligt|så klart|såklart|självklart|beklagar|ursäkt|ta hand om"
    r"|hjälper|"
    r"\bskönt|snäll|varsågod|trevlig|god (morgon|dag)|klart att|med dig|stannar|vill hjälpa",
    better={
        "L3": "Jag ringer dig senast {next_update}.",
        "L4": "Jag räknar med {honest_date}.",
        "L5": "Garantin är en sak, reklamationsrätten en annan. Jag tittar på den nu.",
        "L6": "Så här har det gått, och det här gör jag nu.",
        "L7": "Jag vill lösa det här. Det jag kan göra är …",
        "L8": "Jag ber om ursäkt, det är vårt fel.",
        "L16": "Tack för att du har väntat.",
        "L21": "Du skulle ha fått {item.definite} den {promised}.",
        "L23": "Det jag kan göra är …",
        "L25": "Vad mer vill du ha hjälp med?",
    },
)
