"""Short names: who is on file as William comes as Bill. Plain forms, English, Swedish and Norwegian."""

# short: the names it stands for; whoever gives either is found under the other, as if it were a typing error
_SHORT = """
al: albert alan alfred alexander | alec: alexander | alex: alexander alexandra alexis | ally: alison alice
andy: andrew anders andreas | angie: angela | annie: anne anna ann | ante: anders andreas | babs: barbara
barb: barbara | bea: beatrice beata | becky: rebecca | bella: isabella | ben: benjamin bengt | benny: benjamin bengt
bernie: bernard | bert: albert robert herbert | beth: elizabeth elisabeth | betty: elizabeth elisabeth
bill: william | billy: william | bob: robert | bobby: robert | bosse: bo | cathy: catherine katherine
charlie: charles charlotte | chris: christopher christian christine christina kristofer kristoffer | chuck: charles
cindy: cynthia | dan: daniel | danny: daniel | dave: david | davy: david | deb: deborah debra | debbie: deborah debra
dick: richard | don: donald | doug: douglas | ed: edward edwin edgar | eddie: edward edwin | ella: eleanor
ellie: eleanor ellen elinor | eva: evelyn | fia: sofia | frank: francis franklin | fran: frances francis
fred: frederick fredrik alfred | freddie: frederick fredrik | freddy: fredrik frederick | gene: eugene | gerry: gerald
gittan: birgitta | greg: gregory | greta: margareta margaret | gus: gustav gustaf august | hank: henry
hanna: johanna | harry: henry harold harald | hasse: hans | hattie: harriet | henke: henrik | inga: ingrid ingeborg
izzy: isabel isabella isobel | jack: john jackson | jamie: james | janne: jan | jeff: jeffrey geoffrey
jen: jennifer | jenny: jennifer | jerry: gerald jerome | jess: jessica | jim: james | jimmy: james | jo: joanne joanna
jocke: joakim joachim | joe: joseph | joey: joseph | johnny: john jonathan | jon: jonathan | josh: joshua
judy: judith | kajsa: karin katarina | kalle: karl carl | kate: katherine catherine kathryn
kathy: katherine kathleen | kattis: katarina | katie: katherine catherine | ken: kenneth | kenny: kenneth
kicki: kerstin kristina christina | kim: kimberly
kris: kristian kristin kristina kristoffer | larry: lawrence laurence | lasse: lars
leo: leonard leonardo | lena: helena magdalena | leffe: leif | lisa: elisabeth elizabeth | liz: elizabeth elisabeth
lotta: charlotte | lou: louis louise | mackan: markus marcus | maggan: margareta | maggie: margaret
maja: maria | mandy: amanda | mange: magnus | margit: margareta | marty: martin martha | matt: matthew
matte: mats mattias | max: maximilian maxwell | meg: margaret | mia: maria | micke: mikael michael | mike: michael
millie: amelia emily mildred | molly: mary | nancy: ann anne | nat: nathan nathaniel natalie
nate: nathan nathaniel | ned: edward | nick: nicholas nicolas | nicke: niklas niclas | nicky: nicholas nicole
nisse: nils | olle: olof ola ole | ollie: oliver | pat: patrick patricia | patty: patricia | peg: margaret
peggy: margaret | pelle: per peter | pete: peter | phil: philip phillip | polly: mary | ray: raymond | rich: richard
rick: richard frederick | rob: robert | robbie: robert | ron: ronald | ronnie: ronald veronica | rosie: rose rosemary
russ: russell | sally: sarah sara | sam: samuel samantha | sandy: alexander sandra | sanna: susanna
shelly: michelle | sigge: sigurd sigvard | stan: stanley | steve: steven stephen | stina: kristina christina
sue: susan susanne | susie: susan susanne | svenne: sven | ted: edward theodore | teddy: edward theodore
terry: terence theresa | tess: theresa | tilda: matilda | tim: timothy | tina: christina kristina martina bettina
tobbe: torbjorn tobias | toby: tobias | tom: thomas tomas | tomas: thomas | tommy: thomas tomas | tony: anthony anton antonia
tore: torbjorn | trish: patricia | ulle: ulf ulrik | uffe: ulf | vicky: victoria viktoria | vic: victor
viktor: victor | ville: vilhelm william | will: william | willy: william | zach: zachary
""".replace("\n", "|")


def _both_ways() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in filter(str.strip, _SHORT.split("|")):
        short, _, names = entry.partition(":")
        for name in names.split():
            found.setdefault(short.strip(), set()).add(name)
            found.setdefault(name, set()).add(short.strip())
    return {word: frozenset(others - {word}) for word, others in found.items() if others != {word}}


OTHERS = _both_ways()
NONE: frozenset[str] = frozenset()


def others(word: str) -> frozenset[str]:
    """Return what else the bearer of a name in its plain form may be called."""
    return OTHERS.get(word, NONE)
