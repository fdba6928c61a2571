Feature: A lease is paid, faulted or refunded by what became of its receipt

  The module that takes receipts says how a lease ends; the market moves the money. Every way out emits EventLeaseEnded.

  Background:
    Given alice has "10000usure"
    And bob is a provider with a bond of 1000
    And alice places an open order
    And bob bids "400usure" on alice/1

  Rule: a final receipt is paid

    Scenario: the price goes to the provider and its bond is free
      Given a receipt for alice/1/bob comes
      When the receipt for alice/1/bob is final
      Then it succeeds
      And the events are: EventEscrowReleased, EventBondReleased, EventEscrowClosed, EventLeaseEnded, EventOrderClosed
      And lease alice/1/bob is settled: final
      And order alice/1 is closed
      And the escrow of alice/1 is gone
      And bob holds "400usure"
      And alice holds "9600usure"
      And bob's bond is 1000 free, 0 allocated
      And bob's record is 1 leased, 1 completed
      And the hooks were told: settled

    Scenario: a provider that cannot be paid is owed the price
      Given a receipt for alice/1/bob comes
      And the bank refuses coins for bob
      When the receipt for alice/1/bob is final
      Then it succeeds
      And "400usure" waits for bob

    Scenario: without a receipt nothing is paid
      When the receipt for alice/1/bob is final
      Then it fails with: {alice}/1/{bob} is LEASE_STATE_ACTIVE and cannot become LEASE_STATE_SETTLED: lease is in another state

    Scenario: twice
      Given a receipt for alice/1/bob comes
      And the receipt for alice/1/bob is final
      When the receipt for alice/1/bob is final
      Then it fails with: {alice}/1/{bob} is LEASE_STATE_SETTLED and cannot become LEASE_STATE_SETTLED: lease is in another state

  Rule: a verdict refunds the price and slashes the whole allocated bond: the loss first, then the challenger, at least a third burned

    Scenario: with a challenger
      Given a receipt for alice/1/bob comes
      When a verdict goes against alice/1/bob for carol
      Then it succeeds
      And lease alice/1/bob is faulted: verdict_element
      And alice holds "10300usure"
      And carol holds "149usure"
      And bob's bond is 100 free, 0 allocated
      And bob's record is 1 leased, 1 faulted
      And the supply is "10549usure"
      And the hooks were told: faulted

    Scenario: without one, before any receipt
      When a verdict goes against alice/1/bob for nobody
      Then it succeeds
      And alice holds "10300usure"
      And the supply is "10400usure"

    Scenario: a user that cannot be paid does not hold up the verdict
      Given the bank refuses coins for alice
      When a verdict goes against alice/1/bob for carol
      Then it succeeds
      And "700usure" waits for alice

  Rule: a disagreement that nobody took to court refunds the price and costs the provider a part

    Scenario: unresolved
      Given a receipt for alice/1/bob comes
      When nobody settles the disagreement about alice/1/bob
      Then it succeeds
      And lease alice/1/bob is refunded: unresolved
      And alice holds "10060usure"
      And bob's bond is 910 free, 0 allocated
      And bob's record is 1 leased, 1 unresolved

  Rule: an order closes with its last lease

    Scenario: one of two
      Given carol is a provider with a bond of 1000
      And alice places an open order with redundancy 2, bond 100, loss 0
      And bob bids "400usure" on alice/2
      And carol bids "300usure" on alice/2
      And a receipt for alice/2/bob comes
      When the receipt for alice/2/bob is final
      Then it succeeds
      And order alice/2 is leased
      And the escrow of alice/2 is "300usure"
      When a verdict goes against alice/2/carol for nobody
      Then it succeeds
      And order alice/2 is closed
      And the escrow of alice/2 is gone
