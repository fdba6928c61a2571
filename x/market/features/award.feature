Feature: A sealed order is awarded by itself

  One block after the last reveals the chain ranks the revealed bids and makes leases with the best. The block between makes sure that the
  seed which breaks ties was not known to anyone who could still reveal. Deposits of revealed bids go back, others are forfeited.

  Background:
    Given alice has "10000usure"
    And bob is a provider with a bond of 1000
    And bob has "100usure"
    And carol is a provider with a bond of 1000
    And carol has "100usure"

  Rule: the lowest price wins

    Scenario: two bids
      Given alice places a sealed order
      And bob commits to "400usure" on alice/1
      And carol commits to "399usure" on alice/1
      And blocks pass until height 5
      And bob reveals "400usure" on alice/1
      And carol reveals "399usure" on alice/1
      And blocks pass until height 7
      When the block ends
      Then it succeeds
      And lease alice/1/carol costs "399usure", due at height 17
      And there is no lease alice/1/bob
      And order alice/1 is leased
      And bob holds "100usure"
      And carol holds "100usure"
      And alice holds "9601usure"
      And the holding account of alice/1 has "0usure"
      And there is no bid of bob on alice/1

    Scenario: not before the block after the last reveals
      Given alice places a sealed order
      And bob commits to "400usure" on alice/1
      And blocks pass until height 5
      And bob reveals "400usure" on alice/1
      And blocks pass until height 6
      When the block ends
      Then it succeeds
      And no event is emitted

  Rule: by score, a record weighs as much as a price

    Scenario: a cheaper bidder with a fault on its record loses to a newcomer
      Given carol has a fault on her record
      And alice places a sealed order with award score
      And bob commits to "400usure" on alice/1
      And carol commits to "100usure" on alice/1
      And blocks pass until height 5
      And bob reveals "400usure" on alice/1
      And carol reveals "100usure" on alice/1
      And blocks pass until height 7
      When the block ends
      Then it succeeds
      And lease alice/1/bob is active

  Rule: a deposit is forfeited by who does not reveal or cannot take the lease any more

    Scenario: not revealed
      Given alice places a sealed order
      And bob commits to "400usure" on alice/1
      And carol commits to "300usure" on alice/1
      And blocks pass until height 5
      And bob reveals "400usure" on alice/1
      And blocks pass until height 7
      When the block ends
      Then it succeeds
      And carol forfeits her deposit: not_revealed
      And the fee collector holds "7usure"
      And carol holds "93usure"
      And lease alice/1/bob is active

    Scenario: the winner's bond is gone, and the next is taken
      Given alice places a sealed order
      And bob commits to "400usure" on alice/1
      And carol commits to "300usure" on alice/1
      And blocks pass until height 5
      And bob reveals "400usure" on alice/1
      And carol reveals "300usure" on alice/1
      And carol's free bond drops to 899
      And blocks pass until height 7
      When the block ends
      Then it succeeds
      And carol forfeits her deposit: bond_gone
      And lease alice/1/bob is active

    Scenario: the winner lost a required attribute
      Given dave is a provider with a bond of 1000 and attributes "gpu=h100"
      And dave has "100usure"
      And alice places a sealed order with attribute gpu=h100
      And dave commits to "300usure" on alice/1
      And blocks pass until height 5
      And dave reveals "300usure" on alice/1
      And dave loses his attributes
      And blocks pass until height 7
      When the block ends
      Then it succeeds
      And dave forfeits his deposit: not_eligible
      And order alice/1 is expired
      And alice holds "10000usure"

    Scenario Outline: the winner <what>
      Given dave is a provider with a bond of 1000
      And dave has "100usure"
      And alice places a sealed order
      And dave commits to "300usure" on alice/1
      And blocks pass until height 5
      And dave reveals "300usure" on alice/1
      And dave <what>
      And blocks pass until height 7
      When the block ends
      Then it succeeds
      And dave forfeits his deposit: <reason>
      And order alice/1 is expired

      Examples:
        | what                 | reason       |
        | goes on maintenance  | not_eligible |
        | takes his bond out   | bond_gone    |

    Scenario: a loser without bond forfeits nothing
      Given alice places a sealed order
      And bob commits to "400usure" on alice/1
      And carol commits to "300usure" on alice/1
      And blocks pass until height 5
      And bob reveals "400usure" on alice/1
      And carol reveals "300usure" on alice/1
      And bob's free bond drops to 0
      And blocks pass until height 7
      When the block ends
      Then it succeeds
      And lease alice/1/carol is active
      And bob holds "100usure"

    Scenario: nobody revealed
      Given alice places a sealed order
      And bob commits to "400usure" on alice/1
      And blocks pass until height 7
      When the block ends
      Then it succeeds
      And bob forfeits his deposit: not_revealed
      And order alice/1 is expired
      And alice holds "10000usure"

  Rule: with fewer bids than wanted an optimistic order takes what there is, a replicated one takes none

    Scenario: optimistic
      Given alice places a sealed order with redundancy 3
      And bob commits to "400usure" on alice/1
      And carol commits to "300usure" on alice/1
      And blocks pass until height 5
      And bob reveals "400usure" on alice/1
      And carol reveals "300usure" on alice/1
      And blocks pass until height 7
      When the block ends
      Then it succeeds
      And lease alice/1/bob is active
      And lease alice/1/carol is active
      And order alice/1 is leased
      And the escrow of alice/1 is "700usure"
      And alice holds "9300usure"

    Scenario: replicated, all there
      Given alice places a sealed order with redundancy 2, method replicated
      And bob commits to "400usure" on alice/1
      And carol commits to "300usure" on alice/1
      And blocks pass until height 5
      And bob reveals "400usure" on alice/1
      And carol reveals "300usure" on alice/1
      And blocks pass until height 7
      When the block ends
      Then it succeeds
      And lease alice/1/bob costs "400usure", due at height 17
      And lease alice/1/carol costs "300usure", due at height 17

    Scenario: replicated, one too few
      Given alice places a sealed order with redundancy 3, method replicated
      And bob commits to "400usure" on alice/1
      And carol commits to "300usure" on alice/1
      And blocks pass until height 5
      And bob reveals "400usure" on alice/1
      And carol reveals "300usure" on alice/1
      And blocks pass until height 7
      When the block ends
      Then it succeeds
      And order alice/1 is expired
      And bob holds "100usure"
      And bob's bond is 1000 free, 0 allocated
      And alice holds "10000usure"

    Scenario: replicated, one cannot take its lease
      Given alice places a sealed order with redundancy 2, method replicated
      And bob commits to "400usure" on alice/1
      And carol commits to "300usure" on alice/1
      And blocks pass until height 5
      And bob reveals "400usure" on alice/1
      And carol reveals "300usure" on alice/1
      And bob's free bond drops to 0
      And blocks pass until height 7
      When the block ends
      Then it succeeds
      And bob forfeits his deposit: bond_gone
      And order alice/1 is expired
      And there is no lease alice/1/carol
      And carol's bond is 1000 free, 0 allocated

  Rule: by hand, the owner gets its turn and bidders get their deposits

    Scenario: one revealed, one not
      Given alice places a sealed order with award by_hand
      And bob commits to "400usure" on alice/1
      And carol commits to "300usure" on alice/1
      And blocks pass until height 5
      And bob reveals "400usure" on alice/1
      And blocks pass until height 7
      When the block ends
      Then it succeeds
      And carol forfeits her deposit: not_revealed
      And order alice/1 is choosing, due at height 21
      And bob holds "100usure"
      And the bid of bob on alice/1 is revealed

    Scenario: nobody revealed, so there is nothing to choose
      Given alice places a sealed order with award by_hand
      And bob commits to "400usure" on alice/1
      And blocks pass until height 7
      When the block ends
      Then it succeeds
      And order alice/1 is expired
      And alice holds "10000usure"

    Scenario: so late that the order's time is over, the owner has one block
      Given alice places a sealed order with award by_hand
      And bob commits to "400usure" on alice/1
      And blocks pass until height 5
      And bob reveals "400usure" on alice/1
      And the height is 30
      When the block ends
      Then it succeeds
      And order alice/1 is choosing, due at height 31
