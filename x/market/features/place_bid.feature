Feature: MsgPlaceBid takes an open order

  The first acceptable bid takes the lease at once: the bond moves behind it, the difference to the highest price and, with the first
  lease, the order fee go back to the owner.

  Background:
    Given alice has "10000usure"
    And bob is a provider with a bond of 1000
    And carol is a provider with a bond of 1000

  Rule: the lease begins in the same block

    Scenario: below the highest price
      Given alice places an open order
      When bob bids "400usure" on alice/1
      Then it succeeds
      And the events are: EventBondAllocated, EventEscrowReleased, EventLeaseOpened
      And lease alice/1/bob costs "400usure", due at height 11
      And lease alice/1/bob is active
      And order alice/1 is leased, due at height 0
      And the escrow of alice/1 is "400usure"
      And the holding account of alice/1 has "0usure"
      And alice holds "9600usure"
      And bob's bond is 100 free, 900 allocated
      And bob's record is 1 leased

    Scenario: at the highest price
      Given alice places an open order
      When bob bids "1000usure" on alice/1
      Then it succeeds
      And alice holds "9000usure"

    Scenario: an order for two takes two providers
      Given alice places an open order with redundancy 2
      And bob bids "400usure" on alice/1
      And order alice/1 is open, due at height 21
      And the escrow of alice/1 is "1400usure"
      When carol bids "300usure" on alice/1
      Then it succeeds
      And order alice/1 is leased
      And the escrow of alice/1 is "700usure"

    Scenario: an owner that cannot be paid is owed the difference and the fee
      Given alice places an open order
      And the bank refuses coins for alice
      When bob bids "400usure" on alice/1
      Then it succeeds
      And "610usure" waits for alice

    Scenario: a provider may take its own order
      Given bob has "2000usure"
      And bob places an open order
      When bob bids "400usure" on bob/1
      Then it succeeds

  Rule: only an acceptable bid in time

    Scenario: too dear
      Given alice places an open order
      When bob bids "1001usure" on alice/1
      Then it fails with: 1001usure, the order pays at most 1000usure: price above the order's highest

    Scenario: another denomination
      Given alice places an open order
      When bob bids "10uatom" on alice/1
      Then it fails with: the price is 10uatom, the order pays in usure: invalid bid

    Scenario: a price that overflows sums
      Given alice places an open order
      When bob bids "115792089237316195423570985008687907853269984665640564039457584007913129639935usure" on alice/1
      Then it fails with: the price is 115792089237316195423570985008687907853269984665640564039457584007913129639935usure, it must be at least 1 and fit 128 bits: invalid bid

    Scenario: a terms hash that is none
      Given alice places an open order
      When bob bids "10usure" with terms hash "xyz" on alice/1
      Then it fails with: terms_hash "xyz" is not 64 lower-case hex digits: invalid bid

    Scenario: above the free bond
      Given alice places an open order
      And bob's free bond drops to 899
      When bob bids "400usure" on alice/1
      Then it fails with: 899 is free, 900 is needed; bond more or wait for a lease to end: not enough free bond

    Scenario: a sealed order
      Given alice places a sealed order
      When bob bids "400usure" on alice/1
      Then it fails with: {alice}/1 takes sealed bids; commit to one and reveal it: order is traded another way

    Scenario: an order that is taken
      Given alice places an open order
      And bob bids "400usure" on alice/1
      When carol bids "300usure" on alice/1
      Then it fails with: {alice}/1 is ORDER_STATE_LEASED, bids are taken in ORDER_STATE_OPEN: order is in another state

    Scenario: twice by the same provider
      Given alice places an open order with redundancy 2, bond 100, loss 0
      And bob bids "400usure" on alice/1
      When bob bids "400usure" on alice/1
      Then it fails with: {alice}/1/{bob}; a provider runs an order once: lease exists

    Scenario: at the last height
      Given alice places an open order
      And blocks pass until height 21
      When bob bids "400usure" on alice/1
      Then it succeeds

    Scenario: late, and the chain has not got round to ending the order
      Given alice places an open order
      And the height is 22
      When bob bids "400usure" on alice/1
      Then it fails with: {alice}/1 took bids until height 21, this is 22: too late
