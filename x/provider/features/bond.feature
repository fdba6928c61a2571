Feature: MsgBond adds to the free bond

  Background:
    Given ada is a provider with attributes "region=eu"
    And ada has "500usure"

  Scenario: more bond
    When ada bonds "500usure"
    Then it succeeds
    And the events are: EventBonded
    And ada holds "0usure"
    And ada's bond is 1000500 free, 0 allocated, 0 unbonding

  Scenario: a grain of dust is bond too
    When ada bonds "1usure"
    Then it succeeds
    And ada's bond is 1000001 free, 0 allocated, 0 unbonding

  Scenario: nothing
    When ada bonds "0usure"
    Then it fails with: the amount is 0usure, it must be at least 1: invalid bond

  Scenario: another denomination
    When ada bonds "1uother"
    Then it fails with: 1uother, bonds are in usure: invalid bond

  Scenario: more than any account can hold
    When ada bonds the largest amount there is
    Then it fails with: adding 115792089237316195423570985008687907853269984665640564039457584007913129639935 to 1000000: integer overflow: invalid bond

  Scenario: money that is not there
    When ada bonds "501usure"
    Then it fails with: spendable balance 500usure is smaller than 501usure: insufficient funds
    And ada's bond is 1000000 free, 0 allocated, 0 unbonding

  Scenario: one that is leaving
    Given ada deregisters
    When ada bonds "500usure"
    Then it fails with: {ada} is deregistering: provider takes no new work

  Scenario: a stranger
    When bob bonds "1usure"
    Then it fails with: {bob}; register it first: provider not found
