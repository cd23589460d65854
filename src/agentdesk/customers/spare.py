"""What was typed in vain, as the fields of a new customer: parts are told by what they look like."""

from agentdesk.customers import phones
from agentdesk.customers.checking import Details

_POSTCODE = 5  # digits; a longer postcode comes with its hyphen, and behind a name it is a number all the same


def details_of(text: str) -> Details:
    """Return name, numbers and e-mail of what was typed, in any order, parted by commas where it is not plain."""
    name: list[str] = []
    numbers: list[str] = []
    email: str | None = None
    for part in (piece.strip() for piece in text.replace(";", ",").split(",")):
        words = part.split()
        address = next((word for word in words if "@" in word and "." in word), None)
        if address is not None:
            email = address
            words.remove(address)
        rest, number = _parted(words)
        if number:
            numbers.append(number)
        if rest:
            name.append(" ".join(rest))
    return Details(name=", ".join(name) or None, phones=tuple(numbers), email=email)


def _parted(words: list[str]) -> tuple[list[str], str]:
    """Part ``karin öhman 070-174 06 35`` into the words of a name and the number behind or before it."""
    for cut in range(len(words)):
        if _is_number(words[cut:], alone=cut == 0):
            return words[:cut], " ".join(words[cut:])
    for cut in range(len(words) - 1, 0, -1):
        if _is_number(words[:cut], alone=False):
            return words[cut:], " ".join(words[:cut])
    return words, ""


def _is_number(words: list[str], *, alone: bool) -> bool:
    """Say whether words are a telephone number; beside a name one has more digits than a postcode."""
    text = " ".join(words)
    return bool(phones.typed(text)) and (alone or sum(letter.isdigit() for letter in text) > _POSTCODE)


def spare_fields(text: str) -> dict[str, str]:
    """Return the same as fields by name, those alone that were typed; several numbers parted by a comma."""
    details = details_of(text)
    found = {"name": details.name, "phone": ", ".join(details.phones), "email": details.email}
    return {field: value for field, value in found.items() if value}
