Feature: MsgOpenDispute, MsgDecideDispute and lapsed disputes
  Anyone but the attester stakes a bond on an attestation being wrong. The arbiter, whom governance names, or governance decides. Right: the
  attestation ends, revocable or not. Wrong: the attester has two thirds of the bond. Silence: everything is as it was.

  Background:
    Given bob has "30000000usure"
    And the arbiter is judith
    And ada registers "bool x" as A, revocable
    And carl attests a1 under A of "dora"
    And carl attests a2 under A of "dora", revocable

  Scenario: upheld
    When bob disputes a1 with "10000000usure" because "the licence is another one"
    Then the events are: EventDisputeOpened
    And bob holds "20000000usure"
    And a1 is live
    When judith upholds the dispute of a1
    Then the events are: EventRevoked, EventDisputeDecided
    And a1 was revoked by judith as overturned
    And bob holds "30000000usure"
    And the dispute of a1 is gone

  Scenario: rejected
    Given bob disputes a1 with "10000000usure"
    When governance rejects the dispute of a1
    Then the events are: EventDisputeDecided
    And a1 is live
    And carl holds "6666667usure"
    And the fee collector holds "3333333usure"
    And bob holds "20000000usure"

  Scenario: the attester gives in
    Given bob disputes a2 with "10000000usure"
    When carl revokes a2 as a mistake
    Then bob holds "30000000usure"
    And the dispute of a2 is gone

  Scenario: who may not, and when not
    When carl disputes a1 with "10000000usure"
    Then it is refused: this is your own attestation; revoke it: invalid dispute
    When bob disputes z9 with "10000000usure"
    Then it is refused: <digest z9>: attestation not found
    When bob disputes a1 with "9999999usure"
    Then it is refused: the bond is 10000000usure at present, not 9999999usure: invalid dispute
    When eve disputes a1 with "10000000usure"
    Then it is refused: spendable balance 0usure is smaller than 10000000usure: insufficient funds
    When bob disputes a1 with "10000000usure"
    And bob disputes a1 with "10000000usure"
    Then it is refused: <a1>; wait for its decision: dispute exists
    When eve upholds the dispute of a1
    Then it is refused: {eve}; disputes are decided by {judith} and by governance: not the arbiter
    When judith upholds the dispute of a2
    Then it is refused: of <a2>: dispute not found
    When judith upholds the dispute of a1
    And bob disputes a1 with "10000000usure"
    Then it is refused: <a1>, at 1767225601; there is nothing to dispute: already revoked

  Scenario: nobody decides
    Given governance sets dispute_blocks to 10
    And bob disputes a1 with "10000000usure"
    When 10 seconds pass
    And the block ends
    Then no event is emitted
    When 1 seconds pass
    And the block ends
    Then the events are: EventDisputeLapsed
    And a1 is live
    And bob holds "30000000usure"
    And the queue is empty

  Scenario: a bounded number of disputes lapses per block
    Given governance sets dispute_blocks to 1
    And governance sets max_drained_per_block to 1
    And bob disputes a1 with "10000000usure"
    And bob disputes a2 with "10000000usure"
    When 5 seconds pass
    And the block ends
    Then the events are: EventDisputeLapsed
    When the block ends
    Then the events are: EventDisputeLapsed
    And the queue is empty

  # No message can bring this about; it stands for a fault of the chain's own.
  Scenario: a queue entry without a dispute leaves the head
    Given bob disputes a1 with "10000000usure"
    And the queue names a dispute of a2 that does not exist
    When 5 seconds pass
    And the block ends
    Then the events are: EventDisputeDeferred
    And the dispute of a1 is open
