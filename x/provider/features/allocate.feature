Feature: a lease takes a part of the bond and gives it back

  The market allocates when a lease begins and releases when it ends. Free bond is bidding capacity: nothing is promised twice.

  Background:
    Given ada is a provider with attributes "region=eu"

  Scenario: taken and given back
    When "lease/1" takes 400000 of ada's bond
    Then it succeeds
    And the events are: EventBondAllocated
    And ada's bond is 600000 free, 400000 allocated, 0 unbonding
    When "lease/1" of ada is released
    Then it succeeds
    And the events are: EventBondReleased
    And ada's bond is 1000000 free, 0 allocated, 0 unbonding

  Scenario: more than is free
    Given "lease/1" takes 400000 of ada's bond
    When "lease/2" takes 600001 of ada's bond
    Then it fails with: 600000 is free, 600001 is needed; bond more or wait for a lease to end: not enough free bond

  Scenario: the same lease twice
    Given "lease/1" takes 1 of ada's bond
    When "lease/1" takes 1 of ada's bond
    Then it fails with: lease/1 of {ada}: allocation exists

  Scenario: a lease that has nothing
    When "lease/9" of ada is released
    Then it fails with: lease/9 of {ada}: allocation not found

  Scenario: one that is leaving
    Given ada deregisters
    When "lease/1" takes 0 of ada's bond
    Then it fails with: {ada} is deregistering: provider takes no new work

  Scenario: a negative amount
    When "lease/1" takes -1 of ada's bond
    Then it fails with: -1 for lease/1: invalid allocation
