Feature: MsgUpdateParams replaces the parameters

  Only governance may. What is under way keeps the terms it began with: a queue entry keeps its height, an attribute over a new limit
  stays until the next update.

  Scenario: governance
    When governance sets unbonding_blocks to 10
    Then it succeeds

  Scenario: nobody else
    When mallory sets unbonding_blocks to 10
    Then it fails with: invalid authority: expected {the gov}, got {mallory}: unauthorized

  Scenario Outline: a value out of range
    When governance sets <name> to <value>
    Then it fails with: <error>

    Examples:
      | name                    | value     | error                                                                          |
      | min_bond                | 0         | min_bond is 0, it must be at least 1: invalid parameters                       |
      | unbonding_blocks        | 0         | unbonding_blocks is 0, it must be 1 to 100000000: invalid parameters           |
      | unbonding_blocks        | 100000001 | unbonding_blocks is 100000001, it must be 1 to 100000000: invalid parameters   |
      | max_unbonding_entries   | 0         | max_unbonding_entries is 0, it must be 1 to 1000: invalid parameters           |
      | max_unbondings_per_block | 0        | max_unbondings_per_block is 0, it must be 1 to 10000: invalid parameters       |
      | max_attributes          | 129       | max_attributes is 129, it must be 1 to 128: invalid parameters                 |
      | reward_bps              | 3334      | reward_bps is 3334, it must be at most 3333: invalid parameters                |

  Rule: the bond denomination is fixed while anyone has a bond

    Scenario: with a provider
      Given ada is a provider with attributes "region=eu"
      When governance sets the bond denomination to "uother"
      Then it fails with: bond_denom cannot change from usure to uother while a provider is registered: invalid parameters

    Scenario: without one
      When governance sets the bond denomination to "uother"
      Then it succeeds

  Scenario: a shorter unbonding does not let go what is under way
    Given ada is a provider with attributes "region=eu"
    And ada deregisters
    And governance sets unbonding_blocks to 1
    When the block at height 5 ends
    Then ada's bond is 0 free, 0 allocated, 1000000 unbonding
