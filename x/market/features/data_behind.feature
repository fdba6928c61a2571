Feature: No optimistic lease while the chain's blocks are not published

  An optimistic result is believed because anybody could have challenged it. For that the chain's blocks have to be public. While more of
  them than x/da's max_lag_blocks are not recorded as published, no optimistic lease is made. Replicated orders go on.

  Background:
    Given alice has "10000usure"
    And bob is a provider with a bond of 1000
    And bob has "100usure"

  Scenario: an order
    Given published blocks are behind
    When alice places an open order
    Then it fails with: 100 blocks are not published: published data is too far behind

  Scenario: a bid on an order that was placed before
    Given alice places an open order
    And published blocks are behind
    When bob bids "400usure" on alice/1
    Then it fails with: 100 blocks are not published: published data is too far behind
    Given published blocks have caught up
    When bob bids "400usure" on alice/1
    Then it succeeds

  Scenario: an award returns everything
    Given alice places a sealed order
    And bob commits to "400usure" on alice/1
    And blocks pass until height 5
    And bob reveals "400usure" on alice/1
    And published blocks are behind
    And blocks pass until height 7
    When the block ends
    Then the events are: EventEscrowClosed, EventOrderExpired, EventDataBehind
    And order alice/1 is expired
    And there is no lease alice/1/bob
    And bob holds "100usure"
    And alice holds "10000usure"

  Scenario: replicated orders go on
    Given published blocks are behind
    When alice places a sealed order with method replicated, redundancy 2
    Then it succeeds
    When bob commits to "400usure" on alice/1
    Then it succeeds
