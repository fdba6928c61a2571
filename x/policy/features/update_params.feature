Feature: MsgUpdateParams
  Governance replaces all parameters. Policies that were published stay.

  Scenario: another limit
    When governance sets max_rules to 1
    And ada publishes "p" with {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_STATUS", "target": "TARGET_MODEL"}, {"id": "b", "kind": "RULE_KIND_STATUS", "target": "TARGET_DATA"}]}
    Then it is refused: 2 rules, a policy has 1 to 1: invalid policy

  Scenario Outline: limits that are none
    When governance sets <name> to <value>
    Then it is refused: <name> is <value>, it must be <range>: invalid parameters

    Examples:
      | name         | value | range      |
      | max_rules    | 0     | 1 to 64    |
      | max_controls | 257   | 0 to 256   |
      | max_policies | 17    | 1 to 16    |
      | max_lookups  | 15    | 16 to 2048 |

  Scenario: anybody else
    When eve sets max_rules to 1
    Then it is refused: invalid authority: expected {the gov}, got {eve}: unauthorized
