Feature: An order ends when its time is over

  An order without a lease expires: escrow and fee go back, nobody is at fault. One that has some of the leases it wanted goes on with them,
  and what was locked for the others goes back.

  Background:
    Given alice has "10000usure"
    And bob is a provider with a bond of 1000
    And bob has "100usure"

  Rule: without a lease it expires and costs nothing

    Scenario: an open order
      Given alice places an open order
      And blocks pass until height 21
      When the block ends
      Then it succeeds
      And the events are: EventEscrowClosed, EventOrderExpired
      And order alice/1 is expired, due at height 0
      And alice holds "10000usure"

    Scenario: not a block before
      Given alice places an open order
      And blocks pass until height 20
      When the block ends
      Then it succeeds
      And order alice/1 is open

    Scenario: an owner that did not choose
      Given alice waits to choose between bob at "400usure" and nobody with redundancy 1
      And blocks pass until height 21
      When the block ends
      Then it succeeds
      And order alice/1 is expired
      And there is no bid of bob on alice/1
      And alice holds "10000usure"
      And bob holds "100usure"

    Scenario: an owner that cannot be paid
      Given alice places an open order
      And the bank refuses coins for alice
      And blocks pass until height 21
      When the block ends
      Then it succeeds
      And order alice/1 is expired
      And "1010usure" waits for alice

  Rule: with a lease it goes on

    Scenario: the lease is live
      Given alice places an open order with redundancy 2, deadline 50
      And bob bids "400usure" on alice/1
      And blocks pass until height 21
      When the block ends
      Then it succeeds
      And order alice/1 is leased
      And the escrow of alice/1 is "400usure"
      And alice holds "9600usure"

    Scenario: the lease has ended meanwhile
      Given alice places an open order with redundancy 2
      And bob bids "400usure" on alice/1
      And a receipt for alice/1/bob comes
      And the receipt for alice/1/bob is final
      And order alice/1 is open
      And blocks pass until height 21
      When the block ends
      Then it succeeds
      And the events are: EventEscrowClosed, EventOrderClosed
      And order alice/1 is closed
      And alice holds "9600usure"
      And bob holds "500usure"

  Rule: a step that fails leaves the queue, and the owner can still cancel

    Scenario: the fee collector cannot take a forfeited deposit
      Given alice places a sealed order
      And bob commits to "400usure" on alice/1
      And the bank panics at coins for the fee collector
      And blocks pass until height 7
      When the block ends
      Then it succeeds
      And the events are: EventOrderQuarantined
      And order alice/1 is revealing, due at height 0
      And bob reveals "400usure" on alice/1
      And it fails with: {alice}/1 is stuck after a failed step and takes nothing; its owner may cancel it: order is in another state
