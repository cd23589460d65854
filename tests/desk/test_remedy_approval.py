"""A yes at the counter: asked for with one key, given by a PIN that nobody sees and nothing keeps."""

from tests.desk.conftest import At

from agentdesk.clock import moment
from agentdesk.sample.shop import PIN
from agentdesk.staff.records import everybody
from agentdesk.store import Actor
from agentdesk.work import approval


async def ask(hands: "object") -> None:
    """Karin is to get 400: Aino asks."""
    from tests.desk.conftest import Hands

    assert isinstance(hands, Hands)
    await hands.type("1740635")
    await hands.press("enter", "f5")
    await hands.type("400")
    await hands.press("enter")
    await hands.press("up", *(["down"] * 9), "enter")


async def test_a_pin_at_the_counter_gives_what_was_asked(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await ask(hands)
        assert hands.log()[-1] == "remedy.asked"
        assert "PIN ›" in hands.sees()
        assert hands.desk.box.password
        await hands.type(PIN)
        assert PIN not in hands.sees().replace(hands.desk.box.value, "")
        await hands.press("enter")
        await hands.rest()
        assert "approved by Mira" in " ".join(hands.told)
        assert hands.log()[-1] == "remedy.given"
        assert not hands.desk.box.password
        assert PIN not in at_the_desk.store.path.with_name("desk.db").read_bytes().decode("latin-1")


async def test_a_pin_is_in_no_draft_and_goes_to_no_other_mode(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await ask(hands)
        await hands.type(PIN)
        await hands.press("f3")
        assert hands.desk.box.value == ""
        for file in at_the_desk.store.path.parent.iterdir():
            if file.is_file():
                assert PIN.encode() not in file.read_bytes()


async def test_a_wrong_pin_says_so_and_the_request_still_waits(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await ask(hands)
        await hands.type("000001")
        await hands.press("enter")
        await hands.rest()
        assert "That PIN is not right" in hands.told[-1]
        assert hands.desk.box.value == ""
        await hands.press("escape")
        assert "Say ›" in hands.sees()
        assert "Waits for a yes" in hands.sees()
        await hands.press("f5", "enter")
        assert "PIN ›" in hands.sees()
        await hands.press("right")
        assert hands.log()[-1] == "remedy.withdrawn"
        assert "Waits for a yes" not in hands.sees()


async def test_a_yes_from_elsewhere_is_told_at_the_desk(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await ask(hands)
        await hands.press("escape")
        request = hands.desk.facts.waiting[-1][0]
        mira = next(person for person in everybody(at_the_desk.store.read()) if person.name == "Mira")
        approval.approve_by_pin(at_the_desk.store, Actor(mira.id, "office"), request.id, PIN)
        await hands.desk.look_again()
        assert f"{request.word} approved by Mira" in hands.told[-1]
        assert moment(request.at)


async def test_a_supervisor_at_the_desk_says_yes_without_a_customer_of_her_own(at_the_desk: At) -> None:
    from agentdesk.authority import actions
    from agentdesk.authority.model import Kind
    from agentdesk.contacts.actions import open_contact
    from agentdesk.contacts.model import Channel
    from agentdesk.sample.story import ME, MIRA
    from agentdesk.work.attend import on_shift

    async with at_the_desk(who=MIRA) as hands:
        await hands.press("f5")
        assert "needs a customer" in hands.told[-1], "nothing waits"
        with on_shift(at_the_desk.store, Actor(ME, "phone 2")) as act:
            talk = open_contact(act, None, Channel.COUNTER)
            wanted = actions.request(Kind.GIFT, "damaged", value=40000, points=None, base=None)
            asked, _ = actions.ask(act, wanted, None, talk.id)
        await hands.desk.look_again()
        assert "Waits for a yes" in hands.sees()
        await hands.press("f5")
        assert "asked by Aino" in hands.sees()
        await hands.press("enter")
        await hands.type(PIN)
        await hands.press("enter")
        await hands.rest()
        assert f"{asked.word} approved by Mira" in hands.told[-1]
        found = actions.existing(at_the_desk.store.read(), asked.id)
        assert (found.state, found.how) == ("given", "terminal")
        assert "Find ›" in hands.sees()


async def test_a_no_at_the_counter_is_a_minus_before_the_pin(at_the_desk: At) -> None:
    async with at_the_desk() as hands:
        await ask(hands)
        await hands.type("-" + PIN)
        await hands.press("enter")
        await hands.rest()
        assert "refused by Mira" in hands.told[-1]
        assert hands.log()[-1] == "remedy.refused"
        assert "Remedy ›" in hands.sees(), "and something else can be given"
