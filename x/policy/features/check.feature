Feature: rules
  What an order's policies want is checked when the order is placed (what does not depend on the provider), when it is given to a provider
  (everything), and when the receipt is submitted (what the provider says of itself, where the rule says so). The first rule that is broken
  is named. What is not known is not so.

  Background:
    Given ada has "100usure"
    And ada registers the schema A
    And ada registers the DATASET "ada/digits" under "CC-BY-SA-4.0"
    And ada registers the MODEL "ada/reader" under "MIT", TRAINED_ON "ada/digits"
    And the order's program is "ada/reader"
    And an order that keeps to nothing

  Scenario: the model is attested by somebody who is trusted
    Given ada publishes "p":
      """
      {"title": "x", "rules": [{"id": "reviewed", "kind": "RULE_KIND_ATTESTED", "target": "TARGET_MODEL", "schema": "<A>",
       "any_of": ["{bob}", "{carl}"], "max_age_seconds": "60"}]}
      """
    And an order that keeps to "{ada}/p"
    When the order is checked when it is placed
    Then it is refused: reviewed of {ada}/p@1: {bob} attests nothing of artefact:[ada/reader] under <A>; {carl} attests nothing of artefact:[ada/reader] under <A>: rule broken
    When eve attests A of "[ada/reader]"
    And the order is checked when it is placed
    Then it is refused: reviewed of {ada}/p@1: {bob} attests nothing of artefact:[ada/reader] under <A>; {carl} attests nothing of artefact:[ada/reader] under <A>: rule broken
    When carl attests A of "[ada/reader]"
    And the order is checked when it is placed
    Then it succeeds
    And the evidence is: attestation
    When 61 seconds pass
    And the order is checked when it is placed
    Then it is refused for the age of an attestation

  Scenario: denied is no yes, and neither is not evaluated
    Given ada publishes "p":
      """
      {"title": "x", "rules": [{"id": "reviewed", "kind": "RULE_KIND_ATTESTED", "target": "TARGET_MODEL", "schema": "<A>", "all_of": ["{bob}"]}]}
      """
    And an order that keeps to "{ada}/p"
    And bob attests A of "[ada/reader]"
    When the order is checked when it is placed
    Then it succeeds
    When bob denies A of "[ada/reader]"
    And the order is checked when it is placed
    Then it is refused for a denial by bob

  Scenario: a schema that nobody registered
    Given ada publishes "p":
      """
      {"title": "x", "rules": [{"id": "reviewed", "kind": "RULE_KIND_ATTESTED", "target": "TARGET_MODEL",
       "schema": "0xabababababababababababababababababababababababababababababababab", "all_of": ["{bob}"]}]}
      """
    And an order that keeps to "{ada}/p"
    When the order is checked when it is placed
    Then it is refused: reviewed of {ada}/p@1: there is no schema 0xabababababababababababababababababababababababababababababababab: rule broken

  Scenario: a program that is no registered model
    Given ada publishes "p":
      """
      {"title": "x", "rules": [{"id": "stands", "kind": "RULE_KIND_STATUS", "target": "TARGET_MODEL"}]}
      """
    And an order that keeps to "{ada}/p"
    When the order's program is unknown
    And the order is checked when it is placed
    Then it is refused: stands of {ada}/p@1: the program abababababababababababababababababababababababababababababababab is linked to no MODEL artefact: rule broken

  Scenario: a model that was revoked
    Given ada publishes "p":
      """
      {"title": "x", "rules": [{"id": "stands", "kind": "RULE_KIND_STATUS", "target": "TARGET_MODEL"}]}
      """
    And an order that keeps to "{ada}/p"
    When the order is checked when it is placed
    Then it succeeds
    When ada revokes "ada/reader"
    And the order is checked when it is given away
    Then it is refused: stands of {ada}/p@1: [ada/reader] is STATUS_REVOKED: rule broken

  Scenario: the data that a model was trained on, also through others
    Given ada registers the DATASET "ada/open" under "CC0-1.0"
    And ada registers the MODEL "ada/first" under "MIT", TRAINED_ON "ada/open"
    And ada registers the MODEL "ada/second" under "MIT", FINETUNE "ada/first"
    And the order's program is "ada/second"
    And ada publishes "p":
      """
      {"title": "x", "rules": [
       {"id": "licence", "kind": "RULE_KIND_LICENCE", "target": "TARGET_DATA", "uses": {"commercial": true, "no_share_alike": true}},
       {"id": "private", "kind": "RULE_KIND_PERSONAL_DATA", "target": "TARGET_DATA"}]}
      """
    And an order that keeps to "{ada}/p"
    When the order is checked when it is placed
    Then it is refused: private of {ada}/p@1: [ada/open] does not say whether it has sensitive personal information: rule broken

  # An owner who has yet to answer does not hide what a model was made from; one who refuses says that it was not.
  Scenario: an edge counts until the parent's owner refuses it
    Given bob registers the DATASET "bob/closed" under "ask-first"
    And ada registers the MODEL "ada/taught" under "MIT", TRAINED_ON "bob/closed"
    And ada registers the MODEL "ada/tuned" under "MIT", FINETUNE "ada/taught"
    And the order's program is "ada/tuned"
    And ada publishes "p":
      """
      {"title": "x", "rules": [{"id": "licence", "kind": "RULE_KIND_LICENCE", "target": "TARGET_DATA", "licences": ["MIT"]}]}
      """
    And an order that keeps to "{ada}/p"
    Then the edge from "ada/taught" to "bob/closed" is PENDING
    When the order is checked when it is placed
    Then it is refused: licence of {ada}/p@1: the licence of [bob/closed], ask-first is not among the licences named: rule broken
    When bob refuses the edge from "ada/taught" to "bob/closed"
    And the order is checked when it is placed
    Then it is refused: licence of {ada}/p@1: the model [ada/tuned] names no data that it was trained on: rule broken

  Scenario: a model that names no data
    Given ada registers the MODEL "ada/lone" under "MIT"
    And the order's program is "ada/lone"
    And ada publishes "p":
      """
      {"title": "x", "rules": [{"id": "private", "kind": "RULE_KIND_PERSONAL_DATA", "target": "TARGET_DATA", "allow_unstated": true}]}
      """
    And an order that keeps to "{ada}/p"
    When the order is checked when it is placed
    Then it is refused: private of {ada}/p@1: the model [ada/lone] names no data that it was trained on: rule broken

  Scenario: data that a model was only measured on is not what it learned
    Given ada registers the MODEL "ada/measured" under "MIT", EVALUATED_ON "ada/digits"
    And the order's program is "ada/measured"
    And ada publishes "p":
      """
      {"title": "x", "rules": [{"id": "private", "kind": "RULE_KIND_PERSONAL_DATA", "target": "TARGET_DATA", "allow_unstated": true}]}
      """
    And an order that keeps to "{ada}/p"
    When the order is checked when it is placed
    Then it is refused: private of {ada}/p@1: the model [ada/measured] names no data that it was trained on: rule broken

  Scenario Outline: licences
    Given ada publishes "p" with {"title": "x", "rules": [{"id": "licence", "kind": "RULE_KIND_LICENCE", "target": "TARGET_DATA", <what>}]}
    And an order that keeps to "{ada}/p"
    When the order is checked when it is placed
    Then it is refused: licence of {ada}/p@1: the licence of [ada/digits], CC-BY-SA-4.0 <why>: rule broken

    Examples:
      | what                              | why                                           |
      | "licences": ["MIT", "CC0-1.0"]    | is not among the licences named               |
      | "uses": {"no_share_alike": true}  | wants the same licence on what is derived     |

  Scenario: inputs are artefacts
    Given ada publishes "p":
      """
      {"title": "x", "rules": [{"id": "input", "kind": "RULE_KIND_LICENCE", "target": "TARGET_INPUT", "licences": ["CC-BY-SA-4.0"]}]}
      """
    And an order that keeps to "{ada}/p"
    When the order is checked when it is placed
    Then it is refused: input of {ada}/p@1: the input cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd is no artefact: rule broken
    When the order's input is "ada/digits"
    And the order is checked when it is placed
    Then it succeeds

  Scenario Outline: how an order is verified
    Given ada publishes "p" with {"title": "x", "rules": [{"id": "how", "kind": "RULE_KIND_VERIFICATION", <what>}]}
    And an order that keeps to "{ada}/p"
    When the order is checked when it is placed
    Then it is refused: how of {ada}/p@1: <why>: rule broken

    Examples:
      | what                                   | why                                                             |
      | "methods": ["replicated", "proved"]    | the order is verified as optimistic, not as replicated or proved |
      | "min_window_blocks": "6"               | the challenge window has 5 blocks, at least 6 are wanted        |
      | "min_redundancy": 2                    | 1 providers run it, at least 2 are wanted                       |
      | "min_bond": "901"                      | the bond behind it is 900, at least 901 is wanted               |

  Scenario: a region that somebody vouches for, until the provider moves
    Given ada publishes "p":
      """
      {"title": "x", "rules": [{"id": "region", "kind": "RULE_KIND_ATTRIBUTE", "target": "TARGET_PROVIDER", "attribute": "region",
       "values": ["eu-west", "eu-north"], "any_of": ["{dora}"], "at_receipt": true}]}
      """
    And an order that keeps to "{ada}/p"
    When the order is checked when it is placed
    Then it succeeds
    When the order is checked for carl
    Then it is refused: region of {ada}/p@1: {carl} is no provider: rule broken
    Given carl is a provider with "region=eu-west"
    When the order is checked for carl
    Then it is refused: region of {ada}/p@1: {dora} does not vouch for region=eu-west of {carl}: rule broken
    When dora vouches for "region=eu-west" of carl
    And the order is checked for carl
    Then it succeeds
    And the evidence is: endorsement
    When carl now says "region=us-east"
    And the order is checked for carl
    Then it is refused: region of {ada}/p@1: the region of {carl} is us-east, not eu-west or eu-north: rule broken
    When the receipt of carl is checked
    Then it is refused: region of {ada}/p@1: the region of {carl} is us-east, not eu-west or eu-north: rule broken
    When carl now says "region=eu-west"
    And the order is checked for carl
    Then it is refused: region of {ada}/p@1: {dora} does not vouch for region=eu-west of {carl}: rule broken
    # Others cannot make a provider lose its bond by taking their word back.
    When the receipt of carl is checked
    Then it succeeds

  Scenario: a provider is attested
    Given ada publishes "p":
      """
      {"title": "x", "rules": [{"id": "known", "kind": "RULE_KIND_ATTESTED", "target": "TARGET_PROVIDER", "schema": "<A>", "all_of": ["{bob}"]}]}
      """
    And an order that keeps to "{ada}/p"
    When the order is checked for carl
    Then it is refused: known of {ada}/p@1: {bob} attests nothing of {carl} under <A>: rule broken
    When bob attests A of "carl"
    And the order is checked for carl
    Then it succeeds

  Scenario: a newer version makes no difference to who named an older one
    Given ada publishes "p":
      """
      {"title": "x", "rules": [{"id": "how", "kind": "RULE_KIND_VERIFICATION", "min_window_blocks": "5"}]}
      """
    And an order that keeps to "{ada}/p"
    When ada publishes "p":
      """
      {"title": "x", "rules": [{"id": "how", "kind": "RULE_KIND_VERIFICATION", "min_window_blocks": "50"}]}
      """
    And the order is checked when it is given away
    Then it succeeds

  Scenario: policies that are not there, too many, twice
    When an order is to keep to "{ada}/q"
    Then it is refused: {ada}/q: policy not found
    When an order is to keep to "models"
    Then it is refused: "models"; write OWNER/NAME or OWNER/NAME@VERSION: invalid policy id
    When an order is to keep to "{ada}/p@0"
    Then it is refused: "{ada}/p@0": "0" is no version; they count from 1: invalid policy id
    Given ada publishes "p":
      """
      {"title": "x", "rules": [{"id": "how", "kind": "RULE_KIND_VERIFICATION", "min_window_blocks": "5"}]}
      """
    When an order is to keep to "{ada}/p@2"
    Then it is refused: {ada}/p@2; the newest version is 1: policy not found
    When an order is to keep to "{ada}/p, {ada}/p@1"
    Then it is refused: {ada}/p is named twice: invalid policy id
    When an order is to keep to "{ada}/p, {ada}/p, {ada}/p, {ada}/p, {ada}/p"
    Then it is refused: 5, an order names at most 4: too many policies

  Scenario: work is bounded
    Given ada publishes "p":
      """
      {"title": "x", "rules": [{"id": "stands", "kind": "RULE_KIND_STATUS", "target": "TARGET_DATA"}]}
      """
    And an order that keeps to "{ada}/p"
    And the order's program has a line of 20 forebears
    When governance sets max_lookups to 16
    And the order is checked when it is placed
    Then it is refused: more than 16 records; name fewer policies, or a model with a shorter lineage: policies look at too many records
