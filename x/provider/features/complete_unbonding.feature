Feature: bond on its way out is paid when its height comes

  At the end of each block the earliest due entries are paid, at most max_unbondings_per_block of them; the rest waits for the next block.
  An entry that fails leaves the head of the queue for one unbonding period, so that it holds up nobody.

  Background:
    Given ada is a provider with attributes "region=eu"
    And ada has "500000usure"
    And ada bonds "500000usure"

  Scenario: not a block too early
    Given ada unbonds "200000usure"
    When the block at height 403200 ends
    Then ada holds "0usure"

  Scenario: in time
    Given ada unbonds "200000usure"
    When the block at height 403201 ends
    Then the block's events are: EventUnbondingCompleted
    And ada holds "200000usure"
    And ada's bond is 1300000 free, 0 allocated, 0 unbonding

  Scenario: more than fit in one block
    Given governance sets max_unbondings_per_block to 2
    And ada unbonds "1usure" 5 times
    When the block at height 403201 ends
    Then ada holds "2usure"
    When the block at height 403202 ends
    Then ada holds "4usure"
    When the block at height 403203 ends
    Then ada holds "5usure"
    And ada has 0 unbondings

  Scenario: a provider that cannot be paid is credited
    Given ada unbonds "200000usure"
    And the bank refuses coins for ada
    When the block at height 403201 ends
    Then the block's events are: EventPaymentDeferred, EventUnbondingCompleted
    And ada's bond is 1300000 free, 0 allocated, 0 unbonding

  Scenario: a poisoned entry holds up nobody
    Given ada unbonds "200000usure"
    And bob is a provider with attributes "region=us"
    And bob deregisters
    And the coins of ada's bond are lost
    And governance sets max_unbondings_per_block to 1
    When the block at height 403201 ends
    Then the block's events are: EventUnbondingDeferred
    When the block at height 403202 ends
    Then the block's events are: EventProviderRemoved, EventUnbondingCompleted
    And bob holds "1000000usure"
    And ada's coins of the bond are back
    When the block at height 806401 ends
    Then the block's events are: EventUnbondingCompleted
    And ada holds "200000usure"

  Scenario: a queue key without an entry is dropped
    Given the queue names an entry of ada that does not exist
    When the block at height 403201 ends
    Then the block's events are: EventUnbondingDeferred
    And the queue is empty
