"""Which test answers which attack: each complaint in the field about limits that do not hold, and each that must fail here."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
COMMANDS, RULES, LINES = "authority/test_attacks_by_command.py", "authority/test_attacks.py", "authority/test_lines.py"
OUTSIDE = "authority/test_attacks_from_outside.py"
YES, GUESSING = "work/test_approval_attacks.py", "work/test_approval_guessing.py"
ATTACKS = {
    # what users of other systems have reported
    "the limit is a clamp of the front end (POS Awesome 157)": [(RULES, "test_the_limit_is_no_clamp_of_the_screen")],
    "100 % discount (POS Awesome 2589)": [(RULES, "test_a_hundred_percent_needs_a_yes")],
    "any role may discount (Odoo 120030)": [(RULES, "test_every_role_has_its_own_limits")],
    "amounts capped as if percent (be-BOP 2270)": [
        (RULES, "test_an_amount_is_not_capped_as_if_it_were_percent"),
        (COMMANDS, "test_figures_that_are_none_give_nothing"),
    ],
    "a discount applied again on refund (CORE-POS IS4C 48)": [
        (RULES, "test_a_refund_takes_back_the_discount_on_the_line"),
        (RULES, "test_a_refund_counts_the_discount_of_another_contact_and_agent"),
        (LINES, "test_each_line_bears_its_share_of_what_came_off_the_whole_order"),
    ],
    "a voucher freed by a refund and used again (registrasion 1)": [
        (RULES, "test_a_refund_never_frees_a_used_voucher"),
        (COMMANDS, "test_undo_and_redo_gives_no_more_and_frees_no_voucher"),
    ],
    # what must fail here
    "acting as another role": [
        (COMMANDS, "test_acting_as_another_role_takes_that_persons_pin"),
        (OUTSIDE, "test_acting_as_another_role_is_judged_by_the_role_in_the_store"),
    ],
    "adding oneself as supervisor": [
        (COMMANDS, "test_nobody_adds_or_raises_themselves"),
        (COMMANDS, "test_raised_by_a_supervisor_one_still_does_not_approve_ones_own_request"),
        (YES, "test_adding_oneself_as_supervisor_changes_no_request_of_ones_own"),
    ],
    "editing the limits file under a running desk": [
        (COMMANDS, "test_a_limits_file_that_is_edited_counts_only_once_a_supervisor_sets_it"),
        (OUTSIDE, "test_limits_edited_behind_a_running_desk_are_noticed"),
        (OUTSIDE, "test_a_version_slipped_in_without_the_log_does_not_count"),
    ],
    "split orders": [
        (RULES, "test_split_over_two_orders"),
        (RULES, "test_split_over_two_contacts_with_one_customer"),
        (COMMANDS, "test_split_over_orders_contacts_and_agents_it_is_still_one_customer"),
        (LINES, "test_every_line_can_be_paid_back_one_after_the_other"),
    ],
    "approve, then edit": [
        (YES, "test_approve_then_edit_any_change_voids_the_code_and_the_yes"),
        (COMMANDS, "test_a_request_is_changed_only_into_another_that_needs_its_own_yes"),
    ],
    "self-approval": [
        (YES, "test_nobody_approves_their_own_request"),
        (YES, "test_two_people_with_the_same_pin_are_still_not_two_people"),
    ],
    "replay": [(YES, "test_replay_a_yes_works_once"), (COMMANDS, "test_a_yes_is_to_one_request_once")],
    "expired code": [
        (YES, "test_a_code_lives_five_minutes"),
        (YES, "test_a_code_from_a_clock_ahead_is_not_valid_yet"),
    ],
    "code for another request": [(YES, "test_a_code_for_another_request_is_none_for_this")],
    "guessing": [
        (GUESSING, "test_guessing_ends_after_three_tries_for_codes_and_pins_together"),
        (GUESSING, "test_guessing_over_many_requests_locks_the_one_who_guesses"),
        (GUESSING, "test_guessing_under_the_names_of_others_ends_too"),
        (COMMANDS, "test_guessing_ends_and_a_new_process_does_not_begin_anew"),
    ],
    "lockout reset by kill": [(GUESSING, "test_a_kill_between_try_and_check_resets_nothing")],
    "clock set back": [
        (OUTSIDE, "test_a_clock_set_back_gives_no_new_budget"),
        (YES, "test_an_expired_request_stays_expired_when_the_clock_is_set_back"),
        (YES, "test_an_expired_code_stays_expired_when_the_clock_is_set_back"),
        (GUESSING, "test_a_lock_outlives_a_clock_set_back"),
    ],
    "undo and redo": [
        (RULES, "test_given_and_undone_again_and_again_gives_no_more"),
        (RULES, "test_a_used_voucher_cannot_be_undone_and_given_anew"),
        (YES, "test_undo_and_redo_needs_a_new_yes"),
    ],
    "many at once, and killed": [
        ("authority/test_processes.py", "test_processes_spend_one_shift_budget_to_the_last_unit_and_not_one_more"),
        ("authority/test_processes.py", "test_killed_while_they_spend_nothing_is_lost_and_nothing_too_much"),
    ],
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_each_attack_has_its_test(attack: str) -> None:
    for file, name in ATTACKS[attack]:
        tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
        assert name in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}, (file, name)
