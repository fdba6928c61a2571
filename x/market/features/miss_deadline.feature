Feature: A lease without a receipt ends at its deadline

  Silence loses: the price goes back, a part of the bond is slashed, the owner's loss first. A lease on which its owner gave notice closes
  at its owner's cost instead; close_lease.feature has that.

  Background:
    Given alice has "10000usure"
    And bob is a provider with a bond of 1000
    And alice places an open order
    And bob bids "400usure" on alice/1

  Rule: at the deadline and not before

    Scenario: the deadline passes
      Given blocks pass until height 11
      When the block ends
      Then it succeeds
      And the events are: EventEscrowReleased, EventBondSlashed, EventEscrowClosed, EventLeaseEnded, EventOrderClosed
      And lease alice/1/bob is missed: deadline_missed
      And order alice/1 is closed
      And alice holds "10060usure"
      And bob's bond is 910 free, 0 allocated
      And bob's record is 1 leased, 1 missed
      And the hooks were told: missed
      And the supply is "10970usure"

    Scenario: a block before
      Given blocks pass until height 10
      When the block ends
      Then it succeeds
      And no event is emitted

    Scenario: a receipt in the last block
      Given blocks pass until height 11
      When a receipt for alice/1/bob comes
      Then it succeeds
      When the block ends
      Then it succeeds
      And lease alice/1/bob is submitted

    Scenario: a receipt too late, and the chain has not got round to ending the lease
      Given the height is 12
      When a receipt for alice/1/bob comes
      Then it fails with: {alice}/1/{bob} took a receipt until height 11, this is 12: too late

  Rule: a deadline can be moved by the module that takes receipts

    Scenario: later
      Given the deadline of alice/1/bob is moved to 15
      And blocks pass until height 14
      When the block ends
      Then it succeeds
      And lease alice/1/bob is active
      When blocks pass until height 16
      Then lease alice/1/bob is missed

    Scenario: into the past
      Given blocks pass until height 5
      When the deadline of alice/1/bob is moved to 4
      Then it fails with: {alice}/1/{bob} cannot be due at height 4, this is 5: invalid deadline

    Scenario: of a lease with a receipt
      Given a receipt for alice/1/bob comes
      When the deadline of alice/1/bob is moved to 15
      Then it fails with: {alice}/1/{bob} is LEASE_STATE_SUBMITTED, not LEASE_STATE_ACTIVE: lease is in another state

  Rule: an end that fails is put off, and the others go on

    Scenario: a hook refuses
      Given the hooks refuse ended leases
      And blocks pass until height 11
      When the block ends
      Then it succeeds
      And the events are: EventLeaseDeferred
      And lease alice/1/bob costs "400usure", due at height 100811
      And bob's bond is 100 free, 900 allocated

    Scenario: the hook agrees again, and the provider gives up
      Given the hooks refuse ended leases
      And blocks pass until height 12
      And the hooks agree again
      When bob closes alice/1/bob
      Then it succeeds
      And lease alice/1/bob is closed
