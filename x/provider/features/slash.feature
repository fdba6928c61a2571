Feature: a slash makes the user whole, rewards the challenger and burns at least a third

  The challenge module slashes one lease's allocation when a verdict goes against the provider; the market slashes for silence. The user
  gets the loss it declared as far as two thirds reach, the challenger reward_bps of the slash from what is left of them, the rest is
  burned. What was not slashed is free again. A slash never fails because of who is paid.

  Background:
    Given ada is a provider with attributes "region=eu"
    And "lease/1" takes 900000 of ada's bond

  Scenario: a loss that is covered
    When "lease/1" of ada is slashed whole, user uma lost 300000, challenger carl
    Then it succeeds
    And the events are: EventBondSlashed
    And uma holds "300000usure"
    And carl holds "149940usure"
    And the supply is "549940usure"
    And ada's bond is 100000 free, 0 allocated, 0 unbonding

  Scenario: a loss greater than two thirds leaves nothing for the challenger
    When "lease/1" of ada is slashed whole, user uma lost 5000000, challenger carl
    Then it succeeds
    And uma holds "600000usure"
    And carl holds "0usure"
    And the supply is "700000usure"

  Scenario: nobody challenged
    When "lease/1" of ada is slashed whole, user uma lost 300000
    Then it succeeds
    And uma holds "300000usure"
    And the supply is "400000usure"

  Scenario: a part
    When "lease/1" of ada is slashed by 90000, user uma lost 30000
    Then it succeeds
    And uma holds "30000usure"
    And ada's bond is 910000 free, 0 allocated, 0 unbonding

  Scenario: more than the lease has takes no more than the lease has
    When "lease/1" of ada is slashed by 5000000, user uma lost 0
    Then it succeeds
    And ada's bond is 100000 free, 0 allocated, 0 unbonding

  Scenario: challenging oneself, as user and challenger at once, does not pay
    When "lease/1" of ada is slashed whole, user ada lost 5000000, challenger ada
    Then it succeeds
    And ada holds "600000usure"
    And ada's bond is 100000 free, 0 allocated, 0 unbonding

  Scenario: a user that cannot be paid is credited
    Given the bank refuses coins for uma
    When "lease/1" of ada is slashed whole, user uma lost 300000, challenger carl
    Then it succeeds
    And the events are: EventPaymentDeferred, EventBondSlashed
    And carl holds "149940usure"

  Scenario: a challenger that is blocked is credited
    When "lease/1" of ada is slashed whole, user uma lost 300000, challenger the fee collector
    Then it succeeds
    And the events are: EventPaymentDeferred, EventBondSlashed
    And uma holds "300000usure"

  Scenario: a lease is slashed once
    Given "lease/1" of ada is slashed whole, user uma lost 300000
    When "lease/1" of ada is slashed whole, user uma lost 300000
    Then it fails with: lease/1 of {ada}: allocation not found

  Scenario: a negative loss
    When "lease/1" of ada is slashed whole, user uma lost -1
    Then it fails with: amount 0, loss -1; neither may be negative: invalid slash
