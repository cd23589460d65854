"""Which situations the intents of ABCD's hand-written examples stand for, by the `abcd` lists of the situations.

The examples carry finer intents than those lists; where an intent may mean two situations both count as right, the first
named one is the row of the table that it is counted in. Intents that say nothing of an errand ("my name is", "ok", "I am
upset") are left out.
"""

_INTENTS = {
    "account-details": (
        "login_issues/forgot_password",
        "login_issues/two_factor_problem",
        "login_issues/forgot_username",
        "login_issues/cant_login",
        "change_details/change_phone_number",
        "shopping_issues/use_card_on_file",
    ),
    "website-trouble": (
        "search_issue/no_search_results",
        "search_issue/search_problem",
        "technical_issues/website_is_slow",
        "search_issue/search_is_slow",
        "search_issue/unrelated_search_results",
    ),
    "billing-error": ("technical_issues/rejected_credit_card",),
    "billing-error subscription": ("membership_enquiries/subscription_added_by_mistake",),
    "delivery-question": (
        "shipping_issues/shipping_cost_issue",
        "shipping_issues/do_i_qualify_for_free_shipping",
    ),
    "delivery-question change-or-cancel": ("shipping_issues/upgrade_shipping_to_overnight",),
    "backorder-late": ("shipping_issues/order_status",),
    "promo-refused": ("technical_issues/promo_code_issue",),
    "subscription": (
        "membership_enquiries/subscription_status",
        "membership_enquiries/pay_subscription_fee",
        "membership_enquiries/when_is_annual_fee_due",
        "membership_enquiries/how_long_premium_lasts",
    ),
    "out-of-stock": ("shopping_issues/always_out_of_stock",),
    "points-missing": ("shopping_issues/missing_credit_on_account",),
    "points-missing subscription": ("membership_enquiries/membership_level_benefits",),
    "change-or-cancel subscription": ("membership_enquiries/upgrade_account",),
    "budget-worry subscription": ("membership_enquiries/what_happens_if_late_with_payment",),
    "late-return": (
        "shipping_issues/query_return_policy",
        "shipping_issues/dont_have_original_packaging",
        "shipping_issues/have_original_packaging",
        "returns/changed_mind",
        "returns/general",
    ),
    "wrong-item": ("returns/wrong_size",),
    "change-or-cancel account-details": ("shipping_issues/manage_shipping_details",),
    "account-details change-or-cancel": ("shipping_issues/confirm_shipping_address",),
    "discount-request": ("shopping_issues/negotiate_price",),
    "competitor-price": ("shopping_issues/price_match",),
    "budget-worry": ("shopping_issues/request_time_to_pay",),
    "product-advice": (
        "item_query/longevity",
        "item_query/color_question",
        "item_query/waterproofing",
        "item_query/more_info",
    ),
    "out-of-stock delivery-question": ("shopping_issues/collection_release_date",),
    "praise": ("feedback/that_was_very_helpful",),
}
ABOUT = {intent: slugs for slugs, intents in _INTENTS.items() for intent in intents}
