Feature: MsgUpdateParams replaces the parameters

  Scenario: governance
    When governance sets max_parents to 3
    Then it succeeds

  Scenario: out of range
    When governance sets max_parents to 65
    Then it fails with: max_parents is 65, it must be 1 to 64: invalid parameters

  Scenario: anybody else
    When ada sets max_parents to 3
    Then it fails with: invalid authority: expected {the gov}, got {ada}: unauthorized
