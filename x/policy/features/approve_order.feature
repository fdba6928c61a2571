Feature: MsgApproveOrder and MsgWithdrawApproval
  A policy can want people to have approved an order above an amount. They approve the order as it is: its hash is part of what they sign.

  Background:
    Given ada has "10usure"
    And ada publishes "models":
      """
      {"title": "Spending", "rules": [{"id": "big", "kind": "RULE_KIND_APPROVAL", "above": {"denom": "usure", "amount": "500"},
       "all_of": ["{carl}"], "any_of": ["{dora}", "{eve}"]}]}
      """
    And an order that keeps to "{ada}/models"

  Scenario: not asked for when an order is placed, wanted when it is given to somebody
    When the order is checked when it is placed
    Then it succeeds
    When the order is checked when it is given away
    Then it is refused: big of {ada}/models@1: {carl} did not approve the order: rule broken
    When carl approves the order
    Then the events are: EventOrderApproved
    When the order is checked when it is given away
    Then it is refused: big of {ada}/models@1: {dora} did not approve the order; {eve} did not approve the order: rule broken
    When eve approves the order
    And the order is checked when it is given away
    Then it succeeds

  Scenario: small orders need none
    Given the order's price is "500usure"
    When the order is checked when it is given away
    Then it succeeds

  Scenario: another denomination always does
    Given the order's price is "1uother"
    When the order is checked when it is given away
    Then it is refused: big of {ada}/models@1: {carl} did not approve the order: rule broken

  Scenario: other terms are not approved
    Given carl approves the order
    And dora approves the order
    When the order's hash is another
    And the order is checked when it is given away
    Then it is refused: big of {ada}/models@1: {carl} approved other terms, with the hash abababababababababababababababababababababababababababababababab: rule broken

  Scenario: taken back
    Given carl approves the order
    And dora approves the order
    When dora withdraws the approval
    Then the events are: EventApprovalWithdrawn
    When the order is checked when it is given away
    Then it is refused: big of {ada}/models@1: {dora} did not approve the order; {eve} did not approve the order: rule broken
    When dora withdraws the approval
    Then it is refused: {dora} did not approve "{bob}/0": approval not found

  Scenario: twice, or what is no hash
    Given carl approves the order
    When carl approves the order
    Then it is refused: {carl} approved {bob}/0 at height 1: nothing would change
    When carl approves the hash "12"
    Then it is refused: the order's hash is "12", it has 64 hex digits; the query order of the market shows it: invalid approval
