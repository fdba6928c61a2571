Feature: MsgDeregisterProvider lets a provider go

  It takes no new work from then on. All its free bond starts to unbond, also when the queue entries it may have are used up. The record
  goes with the last coin.

  Background:
    Given ada is a provider with attributes "region=eu"

  Scenario: everything unbonds
    When ada deregisters
    Then it succeeds
    And the events are: EventUnbondingStarted, EventProviderDeregistered
    And ada's bond is 0 free, 0 allocated, 1000000 unbonding
    And ada cannot bid at 2: {ada} is deregistering: provider takes no new work

  Scenario: the record goes with the last coin
    Given ada deregisters
    When the block at height 403201 ends
    Then ada is no provider
    And ada holds "1000000usure"
    And ada is not found by "region=eu"

  Scenario: not while a lease is live
    Given "lease/1" takes 400000 of ada's bond
    When ada deregisters
    Then it fails with: 1 of {ada}; wait for them to end: leases are live

  Scenario: not while a lease is live that asks for no bond
    Given "lease/1" takes 0 of ada's bond
    When ada deregisters
    Then it fails with: 1 of {ada}; wait for them to end: leases are live

  Scenario: twice
    Given ada deregisters
    When ada deregisters
    Then it fails with: {ada} is deregistering: provider takes no new work

  Scenario: after a slash of everything nothing is left to wait for
    Given "lease/1" takes 1000000 of ada's bond
    And "lease/1" of ada is slashed whole, user uma lost 0
    When ada deregisters
    Then it succeeds
    And the events are: EventProviderRemoved, EventProviderDeregistered
    And ada is no provider

  Scenario: a stranger
    When bob deregisters
    Then it fails with: {bob}; register it first: provider not found

  Scenario: with all queue entries used up
    Given ada has "1000000usure"
    And ada bonds "1000000usure"
    And ada unbonds "1usure" 16 times
    When ada deregisters
    Then it succeeds
    And ada has 17 unbondings
