Feature: MsgUnbond takes free bond out, slowly

  What unbonds can no longer stand behind a lease. It is paid after unbonding_blocks. What stays, free or allocated, is at least min_bond.

  Background:
    Given ada is a provider with attributes "region=eu"
    And ada has "500000usure"
    And ada bonds "500000usure"

  Scenario: a part
    When ada unbonds "200000usure"
    Then it succeeds
    And the events are: EventUnbondingStarted
    And ada's bond is 1300000 free, 0 allocated, 200000 unbonding
    And ada holds "0usure"

  Scenario: what unbonds is no bidding capacity
    Given ada unbonds "500000usure"
    Then ada cannot bid with 1000001: 1000000 is free, 1000001 is needed; bond more or wait for a lease to end: not enough free bond

  Scenario: what is allocated stays
    Given "lease/1" takes 1500000 of ada's bond
    When ada unbonds "1usure"
    Then it fails with: 0 is free, 1 is needed; bond more or wait for a lease to end: not enough free bond

  Scenario: the least bond stays
    When ada unbonds "500001usure"
    Then it fails with: 999999 would stay, at least 1000000 must; deregister to take out everything: bond too small

  Scenario: a leased bond counts for the least bond
    Given "lease/1" takes 1000000 of ada's bond
    When ada unbonds "500000usure"
    Then it succeeds
    And ada's bond is 0 free, 1000000 allocated, 500000 unbonding

  Scenario: too many entries
    Given ada unbonds "1usure" 16 times
    When ada unbonds "1usure"
    Then it fails with: 16 are under way, at most 16 are possible; wait for one to end: too many unbondings

  Scenario: nothing
    When ada unbonds "0usure"
    Then it fails with: the amount is 0usure, it must be at least 1: invalid bond

  Scenario: one that is leaving
    Given ada deregisters
    When ada unbonds "1usure"
    Then it fails with: {ada} is deregistering: provider takes no new work
