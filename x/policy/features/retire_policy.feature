Feature: MsgRetirePolicy
  No new order may name a retired policy. Orders that name it go on with it.

  Background:
    Given ada has "10usure"
    And ada publishes "models":
      """
      {"title": "Models we run", "rules": [{"id": "window", "kind": "RULE_KIND_VERIFICATION", "min_window_blocks": "10"}]}
      """

  Scenario: retired, and back
    Given an order that keeps to "{ada}/models"
    When ada retires "models"
    Then the events are: EventPolicyRetired
    When an order is to keep to "{ada}/models"
    Then it is refused: {ada}/models; ask {ada} for another: policy is retired
    When the order is checked when it is placed
    Then it is refused: window of {ada}/models@1: the challenge window has 5 blocks, at least 10 are wanted: rule broken
    When ada brings "models" back
    And an order is to keep to "{ada}/models"
    Then it succeeds

  Scenario: what changes nothing, or is not there
    When ada brings "models" back
    Then it is refused: retired is false already: nothing would change
    When eve retires "models"
    Then it is refused: "models" of {eve}: policy not found
