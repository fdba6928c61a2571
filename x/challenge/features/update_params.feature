Feature: MsgUpdateParams replaces the parameters

  Scenario: by governance
    When governance sets the bond to 5
    Then it succeeds

  Scenario: by anyone else
    When "carol" sets the bond to 5
    Then it fails with "invalid authority"

  Scenario: groups that cannot show every tensor
    When governance sets the most groups to 1
    Then it fails with "it must cover a tensor of"
