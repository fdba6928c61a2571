Feature: MsgCloseLease ends a lease early

  A provider that gives up loses as much as one that misses its deadline. An owner that no longer wants the result gives notice: a receipt
  that comes in time is paid as ever; without one the lease closes, the provider is paid a part of the price and keeps its bond.

  Background:
    Given alice has "10000usure"
    And bob is a provider with a bond of 1000
    And alice places an open order
    And bob bids "400usure" on alice/1

  Rule: a provider gives up at once and is slashed a part

    Scenario: the provider closes
      When bob closes alice/1/bob
      Then it succeeds
      And the events are: EventEscrowReleased, EventBondSlashed, EventEscrowClosed, EventLeaseEnded, EventOrderClosed
      And lease alice/1/bob is closed: closed_by_provider
      And order alice/1 is closed
      And alice holds "10060usure"
      And bob's bond is 910 free, 0 allocated
      And bob's record is 1 leased, 1 closed
      And the hooks were told: closed

    Scenario: governance asks nothing for giving up
      Given governance sets missed_slash_bps to 0
      When bob closes alice/1/bob
      Then it succeeds
      And bob's bond is 1000 free, 0 allocated
      And alice holds "10000usure"

    Scenario: a price whose refund cannot be delivered is owed
      Given the bank refuses coins for alice
      When bob closes alice/1/bob
      Then it succeeds
      And "460usure" waits for alice

  Rule: an owner gives notice, and pays when it runs out

    Scenario: notice shortens a far deadline
      Given alice places an open order with deadline 100, bond 100, loss 0
      And bob bids "400usure" on alice/2
      When alice closes alice/2/bob
      Then it succeeds
      And the events are: EventLeaseClosing
      And lease alice/2/bob costs "400usure", due at height 21
      And lease alice/2/bob is active

    Scenario: notice never lengthens a near one
      When alice closes alice/1/bob
      Then it succeeds
      And lease alice/1/bob costs "400usure", due at height 11

    Scenario: no receipt comes within the notice
      Given alice closes alice/1/bob
      And blocks pass until height 11
      When the block ends
      Then it succeeds
      And lease alice/1/bob is closed: closed_by_owner
      And bob holds "200usure"
      And alice holds "9800usure"
      And bob's bond is 1000 free, 0 allocated
      And bob's record is 1 leased

    Scenario: a receipt comes within the notice
      Given alice closes alice/1/bob
      And blocks pass until height 11
      When a receipt for alice/1/bob comes
      Then it succeeds
      And lease alice/1/bob is submitted
      When the receipt for alice/1/bob is final
      Then it succeeds
      And bob holds "400usure"

    Scenario: notice is given once
      Given alice closes alice/1/bob
      When alice closes alice/1/bob
      Then it fails with: {alice}/1/{bob} closes at height 11 unless a receipt comes: lease is closing already

    Scenario: the provider gives up after the owner's notice
      Given alice closes alice/1/bob
      When bob closes alice/1/bob
      Then it succeeds
      And lease alice/1/bob is closed: closed_by_provider

  Rule: only a party, and only before a receipt

    Scenario: a stranger
      When dave closes alice/1/bob
      Then it fails with: {dave} is neither owner nor provider of {alice}/1/{bob}: not a party to the lease

    Scenario Outline: <who> after the receipt
      Given a receipt for alice/1/bob comes
      When <who> closes alice/1/bob
      Then it fails with: {alice}/1/{bob} is <error>: lease is in another state

      Examples:
        | who   | error                                 |
        | alice | LEASE_STATE_SUBMITTED, not LEASE_STATE_ACTIVE |
        | bob   | LEASE_STATE_SUBMITTED and cannot become LEASE_STATE_CLOSED |

    Scenario: a lease that is not there
      When bob closes alice/7/bob
      Then it fails with: {alice}/7/{bob}: lease not found

  Rule: a module above that refuses the end undoes it

    Scenario: a hook refuses
      Given the hooks refuse ended leases
      When bob closes alice/1/bob
      Then it fails with: the hook refuses
      And lease alice/1/bob is active
      And bob's bond is 100 free, 900 allocated
