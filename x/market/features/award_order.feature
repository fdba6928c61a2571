Feature: MsgAwardOrder chooses among revealed bids

  When an order is awarded by hand, its owner chooses bids one by one until it has as many leases as it wants, no bid is left, or its time
  is over.

  Background:
    Given alice has "10000usure"
    And bob is a provider with a bond of 1000
    And bob has "100usure"
    And carol is a provider with a bond of 1000
    And carol has "100usure"

  Rule: the owner chooses whom it wants, not the cheapest

    Scenario: the dearer of two
      Given alice waits to choose between bob at "400usure" and carol at "300usure" with redundancy 1
      When alice awards alice/1 to bob
      Then it succeeds
      And lease alice/1/bob costs "400usure", due at height 18
      And order alice/1 is leased
      And the escrow of alice/1 is "400usure"
      And there is no bid of carol on alice/1
      And bob holds "100usure"
      And carol holds "100usure"

    Scenario: one of two, and another can follow
      Given alice waits to choose between bob at "400usure" and carol at "300usure" with redundancy 2
      When alice awards alice/1 to bob
      Then it succeeds
      And order alice/1 is choosing, due at height 21
      And the escrow of alice/1 is "1400usure"

    Scenario: both of two
      Given alice waits to choose between bob at "400usure" and carol at "300usure" with redundancy 2
      And alice awards alice/1 to bob
      When alice awards alice/1 to carol
      Then it succeeds
      And order alice/1 is leased
      And the escrow of alice/1 is "700usure"

    Scenario: no bid is left to choose
      Given alice waits to choose between bob at "400usure" and carol at "300usure" with redundancy 3
      And alice awards alice/1 to bob
      When alice awards alice/1 to carol
      Then it succeeds
      And order alice/1 is leased
      And the escrow of alice/1 is "700usure"

  Rule: a bid that waited for a choice may have lost its bond; another can be chosen

    Scenario: the bond is elsewhere
      Given alice waits to choose between bob at "400usure" and carol at "300usure" with redundancy 1
      And bob's free bond drops to 0
      When alice awards alice/1 to bob
      Then it fails with: 0 is free, 900 is needed; bond more or wait for a lease to end: not enough free bond
      And order alice/1 is choosing

  Rule: only the owner, a revealed bid, and in time

    Scenario: somebody else
      Given alice waits to choose between bob at "400usure" and carol at "300usure" with redundancy 1
      When bob awards alice/1 to bob
      Then it fails with: {alice}/1 belongs to {alice}, not to {bob}: not the owner

    Scenario: a bidder that did not reveal
      Given alice waits to choose between bob at "400usure" and carol at "300usure" with redundancy 1
      When alice awards alice/1 to dave
      Then it fails with: {alice}/1 has none of {dave}: bid not found

    Scenario: before the reveals close
      Given alice places a sealed order with award by_hand
      When alice awards alice/1 to bob
      Then it fails with: {alice}/1 is ORDER_STATE_OPEN, choices by hand are taken in ORDER_STATE_CHOOSING: order is in another state

    Scenario: at the last height
      Given alice waits to choose between bob at "400usure" and carol at "300usure" with redundancy 1
      And blocks pass until height 21
      When alice awards alice/1 to bob
      Then it succeeds

    Scenario: late, and the chain has not got round to ending the order
      Given alice waits to choose between bob at "400usure" and carol at "300usure" with redundancy 1
      And the height is 22
      When alice awards alice/1 to bob
      Then it fails with: {alice}/1 took bids until height 21, this is 22: too late
