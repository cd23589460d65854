"""English: what the rules look for."""

from agentdesk.responses.lint.words import Words

WORDS = Words(
    first_person=r"\bi(['’](ll|ve|m|d))?\s+(?!understand|hear|know|"
    r"think|hope|see (that|why|how you|what you)\b|feel)\w+"
    r"|\blet me\b|\bi['’]m\b|\bi see to\b|\b(from|with|to) me\b|\bmy (job|turn|name)\b",
    vague=r"\b(soon|shortly|in a (bit|while|moment)|asap|as soon as (possible|i can|we can)|before long|"
    r"in due course|"
    r"at (my|our) earliest|in the near future|sometime)\b",
    promises=r"\bi(['’]ll| will| shall) (\w+ ){0,2}(call|ring|phone|text|write to|email|e-mail|get back to|"
    r"message) (you|him|her)"
    r"|\b(let you know|be in touch|get in touch|come back to you|tell you by)\b",
    certain=r"\b(guaranteed?|definitely|for (sure|certain)|certainly|without (fail|doubt)|100 ?%|i promise|"
    r"no doubt)\b"
    r"(?! (is|has|period|ran|run|under))",
    denial=r"no (right|claim) to|(can['’]?t|cannot|not entitled to) (complain|claim)|nothing (we|i) can do|"
    r"(?<!not )too late"
    r"|\bno refunds?\b|no longer (have|has) (any|a) right|rights? (has|have) (expired|run out)|void",
    blame=r"you should(['’]ve| have) (?!had|got|gotten|received|been given|been told|heard)|you (forgot|misread|"
    r"misunderstood)|"
    r"you didn['’]t (read|check|tell|follow|say|bring|keep)|your (own )?(fault|mistake)|you must have|you failed to|"
    r"if you had (?!any)|\b(warehouse|supplier|carrier|courier|driver|other department|my colleague|bank|factory|"
    r"post office)"
    r" (\w+ )?(forgot|messed|lost|made a mistake|got it wrong|was wrong|is to blame|should have|failed|let us down)",
    orders=r"calm down|\brelax\b|take it easy|(our|company|store|shop) (policy|rules)|against (the )?(policy|rules)|"
    r"those are the rules|the rules say",
    non_apology=r"(sorry|apologi[sz]e|regret)( that)? (if|you feel|you felt|for any|you think|you were offended)",
    selling=r"\b(special offer|discount|% off|percent off|on sale|upgrade|voucher|deal|why not (buy|try)|bargain)\b",
    smile=r"\bsmile|cheerful|:\)|☺|😊|🙂|have a (nice|great|lovely) day",
    apology=r"\bsorry\b|\bapologi[sz]e\b|\bapolog(y|ies)\b|\bregret\b",
    refusal=r"(can['’]?t|cannot|unable to|not able to|won['’]t|may not|not allowed to) "
    r"(give|offer|refund|exchange|take|sell|accept|return|lower|go|do that|let)|not possible",
    nouns=r"\b(parcels?|prices?|labels?|receipts?|orders?|codes?|queue|line|shel(f|ves)|payments?|accounts?|cards?|"
    r"box(es)?|"
    r"deliver(y|ies)|shop|shops|screens?|phones?|lists?|item|items|basket|page|site|money|refund|points|link|"
    r"password|subscription|"
    r"till|tills|carrier|search|confirmation|complaint|repair|part|parts|manager|name|number|postcode|address|place|"
    r"chair|"
    r"car|paper|language|call|message|exchange|day|date|guarantee|copy|stock|trip|person|difference|time|button|light|minutes?|words|id|"
    r"limit|"
    r"compan(y|ies)|offer|model|colleague|conversation|package|product|letter|bag|customer|photo|picture|balance|"
    r"errand|"
    r"counter|history|warranty|purchase|identification|licen[cs]e|statutory|points?|gift|refund|campaign|coupon|question|story|case)\b",
    but=r"(,|\.|;|–|—)\s*(but|however|though)\b",
    honorific=r"\b(mr|mrs|ms|sir|madam|ma['’]am)\b",
    hollow=r"(understand|know|appreciate) how you (feel|must feel)|felt the same|others have felt|i feel your pain"
    r"|understand your (frustration|feelings|concern)",
    unfortunately=r"^(unfortunately|i['’]m afraid|regrettably|sadly)\b[^.!?]*\b(not|n['’]t|cannot|no|unable)\b",
    closed=r"anything else|is that all|is there anything|will that be all",
    open_question=r"\b(what|how|which|when|where|who)\b[^.!?]*\?",
    warm=r"\b(thank|thanks|glad|happy to|pleased|welcome|gladly|good (that|of) you|lovely|kind|of course|sorry|please|"
    r"take care|any time|delighted|want to help|help you|here for you|stay with you|with pleasure)\b|"
    r"good (morning|that)",
    better={
        "L3": "I'll call you by {next_update}.",
        "L4": "I'm counting on {honest_date}.",
        "L5": "The guarantee is one thing, your statutory rights are another. I'll look into those now.",
        "L6": "Here's what happened, and here's what I'll do now.",
        "L7": "I want to sort this out. Here's what I can do:",
        "L8": "I apologise: that was our mistake.",
        "L16": "Thank you for waiting.",
        "L21": "You should have had {item.definite} on {promised}.",
        "L23": "What I can do is …",
        "L25": "What more would you like help with?",
    },
)
