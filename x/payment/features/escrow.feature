Feature: an escrow locks, releases and returns money

  The modules above open an escrow, release parts of it and close it. Each escrow has its own sub-account. What the record says is what
  can be released: coins that somebody else sends there are no part of it.

  Background:
    Given alice has "100usure,50uother"

  Scenario: opening moves the money out of the depositor's account
    When alice opens escrow "a/1" with "60usure"
    Then it succeeds
    And the events are: EventEscrowOpened
    And alice holds "40usure"
    And escrow "a/1" holds "60usure"

  Scenario: releasing pays the recipient
    Given alice opens escrow "a/1" with "60usure"
    When escrow "a/1" releases "25usure" to bob
    Then it succeeds
    And the events are: EventEscrowReleased
    And bob holds "25usure"
    And escrow "a/1" holds "35usure"

  Scenario: releasing nothing does nothing
    Given alice opens escrow "a/1" with "60usure"
    When escrow "a/1" releases "0usure" to bob
    Then it succeeds
    And no event is emitted
    And escrow "a/1" holds "60usure"

  Scenario: closing returns the rest and forgets the escrow
    Given alice opens escrow "a/1" with "60usure"
    And escrow "a/1" releases "25usure" to bob
    When escrow "a/1" is closed
    Then it succeeds
    And the events are: EventEscrowClosed
    And alice holds "75usure"
    And escrow "a/1" is gone

  Scenario: closing an escrow that was released whole returns nothing
    Given alice opens escrow "a/1" with "60usure"
    And escrow "a/1" releases "60usure" to bob
    When escrow "a/1" is closed
    Then it succeeds
    And alice holds "40usure"

  Scenario: more than there is
    Given alice opens escrow "a/1" with "60usure"
    When escrow "a/1" releases "61usure" to bob
    Then it fails with: escrow a/1 holds 60usure, 61usure was asked for: not enough in escrow
    And escrow "a/1" holds "60usure"

  Scenario: a stranger's gift to the sub-account cannot be released and does not disturb
    Given mallory has "1000usure"
    And alice opens escrow "a/1" with "60usure"
    And mallory sends "1000usure" to the sub-account of "a/1"
    When escrow "a/1" releases "61usure" to bob
    Then it fails with: escrow a/1 holds 60usure, 61usure was asked for: not enough in escrow

  Scenario: another denomination
    Given alice opens escrow "a/1" with "60usure"
    When escrow "a/1" releases "1uother" to bob
    Then it fails with: escrow a/1 holds usure, 1uother was asked for: denomination not allowed

  Scenario: an id twice
    Given alice opens escrow "a/1" with "60usure"
    When alice opens escrow "a/1" with "1usure"
    Then it fails with: a/1: escrow exists

  Scenario: an escrow that is not there
    When escrow "a/9" is closed
    Then it fails with: a/9: escrow not found

  Scenario: a denomination that is not allowed
    When alice opens escrow "a/1" with "5uother"
    Then it fails with: an escrow cannot hold uother; the payment parameters list those it can: denomination not allowed

  Scenario: nothing to lock
    When alice opens escrow "a/1" with "0usure"
    Then it fails with: escrow a/1 would hold nothing; lock at least 1usure: invalid amount

  Scenario: money that is not there
    When alice opens escrow "a/1" with "101usure"
    Then it fails with: spendable balance 100usure is smaller than 101usure: insufficient funds
    And escrow "a/1" is gone

  Scenario: an id with a space
    When alice opens escrow "a b" with "5usure"
    Then it fails with: the id has the byte 0x20 at 1; use visible ASCII: invalid escrow
