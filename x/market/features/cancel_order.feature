Feature: MsgCancelOrder withdraws an order that has no lease

  The escrow and the bidders' deposits go back, the order fee is kept. While bids are revealed the owner is bound: it must not shop for
  prices and walk away. An owner that may choose may also choose nobody.

  Background:
    Given alice has "10000usure"
    And bob is a provider with a bond of 5000
    And bob has "100usure"

  Rule: what was locked goes back, the fee does not

    Scenario: an open order
      Given alice places an open order
      When alice cancels alice/1
      Then it succeeds
      And the events are: EventEscrowClosed, EventOrderCancelled
      And order alice/1 is cancelled
      And the escrow of alice/1 is gone
      And alice holds "9990usure"
      And the fee collector holds "10usure"

    Scenario: sealed bids get their deposits back
      Given alice places a sealed order
      And bob commits to "400usure" on alice/1
      When alice cancels alice/1
      Then it succeeds
      And bob holds "100usure"
      And there is no bid of bob on alice/1

    Scenario: an owner that cannot be paid is owed its escrow
      Given alice places an open order
      And the bank refuses coins for alice
      When alice cancels alice/1
      Then it succeeds
      And alice holds "8990usure"
      And "1000usure" waits for alice

  Rule: only the owner, only before a lease, and not while bids are revealed

    Scenario: somebody else's order
      Given alice places an open order
      When bob cancels alice/1
      Then it fails with: {alice}/1 belongs to {alice}, not to {bob}: not the owner

    Scenario: an order that is not there
      When alice cancels alice/1
      Then it fails with: {alice}/1: order not found

    Scenario: an id that is none
      When alice cancels alice
      Then it fails with: order "alice"; write <owner>/<number>: invalid id

    Scenario: another spelling of an id
      When alice cancels alice/01
      Then it fails with: order "{alice}/01"; write it {alice}/1: invalid id

    Scenario: twice
      Given alice places an open order
      And alice cancels alice/1
      When alice cancels alice/1
      Then it fails with: {alice}/1 is ORDER_STATE_CANCELLED with 0 leases; it can be cancelled before its first lease, and not while bids are revealed: order is in another state

    Scenario: with a lease
      Given alice places an open order with redundancy 2
      And bob bids "400usure" on alice/1
      When alice cancels alice/1
      Then it fails with: {alice}/1 is ORDER_STATE_OPEN with 1 leases; it can be cancelled before its first lease, and not while bids are revealed: order is in another state

    Scenario: while bids are revealed
      Given alice places a sealed order
      And bob commits to "400usure" on alice/1
      And blocks pass until height 5
      When alice cancels alice/1
      Then it fails with: {alice}/1 is ORDER_STATE_REVEALING with 0 leases; it can be cancelled before its first lease, and not while bids are revealed: order is in another state

    Scenario: instead of choosing
      Given alice places a sealed order with award by_hand
      And bob commits to "400usure" on alice/1
      And blocks pass until height 5
      And bob reveals "400usure" on alice/1
      And blocks pass until height 8
      When alice cancels alice/1
      Then it succeeds
      And order alice/1 is cancelled
      And alice holds "9990usure"
      And bob holds "100usure"
