Feature: MsgUpdateParams replaces the parameters

  Only governance may. An open escrow keeps its denomination when it is no longer allowed: it can be released and closed.

  Scenario: governance allows a second denomination
    When governance allows "usure,uother"
    Then it succeeds
    And the allowed denominations are "usure,uother"

  Scenario: nobody else may
    When mallory allows "usure,uother"
    Then it fails with: invalid authority: expected {the gov}, got {mallory}: unauthorized
    And the allowed denominations are "usure"

  Scenario: an empty list would stop the market
    When governance allows ""
    Then it fails with: allowed_denoms is empty; name at least one denomination: invalid parameters

  Scenario: a denomination twice
    When governance allows "usure,usure"
    Then it fails with: allowed_denoms names usure twice: invalid parameters

  Scenario: a denomination that is none
    When governance allows "usure,!"
    Then it fails with: allowed_denoms: "!" is not a denomination: invalid parameters

  Scenario: a live escrow is closed after its denomination was taken off the list
    Given alice has "10usure"
    And alice opens escrow "a/1" with "10usure"
    And governance allows "uother"
    When escrow "a/1" is closed
    Then it succeeds
    And alice holds "10usure"
