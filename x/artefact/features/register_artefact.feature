Feature: MsgRegisterArtefact registers a name and its first version

  The first part of a name belongs to who registers under it first, for a fee that goes to the fee collector. Whoever else uses a first
  part that looks alike is refused.

  Rule: a name is sold once

    Scenario: a model
      When ada registers MODEL "ada/digits"
      Then it succeeds
      And the events are: EventArtefactRegistered
      And ada owns "ada/digits"
      And "ada/digits" is ACTIVE
      And "ada/digits" has 1 version
      And the fee collector holds "10usure"

    Scenario: a second name under one's own first part costs nothing
      Given ada registers MODEL "ada/digits"
      When ada registers DATASET "ada/images"
      Then it succeeds
      And ada holds "10usure"

    Scenario: the same name twice
      Given ada registers MODEL "ada/digits"
      When ada registers MODEL "ada/digits"
      Then it fails with: ada/digits belongs to {ada}; its owner adds versions with MsgAddVersion: name is taken

    Scenario: somebody else's first part
      Given ada registers MODEL "openlab/digits"
      When bob registers MODEL "openlab/other"
      Then it fails with: names under openlab are registered by {ada}: name is taken

  Rule: names that imitate others' are refused

    Scenario Outline: they look alike
      Given ada registers MODEL "openlab/digits"
      When bob registers MODEL "<name>"
      Then it fails with: "<label>" looks like "openlab", which belongs to {ada}: name imitates another's

      Examples:
        | name            | label    |
        | 0penlab/digits  | 0penlab  |
        | open-lab/digits | open-lab |
        | open.lab/other  | open.lab |
        | openiab/digits  | openiab  |
        | open1ab/digits  | open1ab  |
        | 0pen_14b/x      | 0pen_14b |
        | openla6         | openla6  |

    Scenario: their owner may
      Given ada registers MODEL "openlab/digits"
      When ada registers MODEL "open-lab/digits"
      Then it succeeds

    Scenario Outline: signs that are not for names
      When bob registers MODEL "<name>"
      Then it fails with: <error>: invalid name

      Examples:
        | name        | error                                                                                                                            |
        | OpenLab/x   | "OpenLab/x": the part "OpenLab"; use lower-case letters and digits, with single '-', '_' or '.' between them                     |
        | оpenlab/x   | "оpenlab/x": the part "оpenlab"; use lower-case letters and digits, with single '-', '_' or '.' between them                     |
        | open--lab/x | "open--lab/x": the part "open--lab"; use lower-case letters and digits, with single '-', '_' or '.' between them                 |
        | openlab/    | "openlab/": the part ""; use lower-case letters and digits, with single '-', '_' or '.' between them                             |
        | ../etc      | "../etc": the part ".."; use lower-case letters and digits, with single '-', '_' or '.' between them                             |
        | ai/x        | "ai/x": the first part "ai" is too short, it needs 3 letters or digits                                                           |

  Rule: what it says is well formed

    Scenario Outline: a field that is not
      When ada registers MODEL "ada/digits" with <field> "<value>"
      Then it fails with: <error>

      Examples:
        | field            | value                                        | error                                                                                                                                                       |
        | version          | 1.0                                          | "1.0" is no semantic version such as 1.2.0 or 1.2.0-rc.1: invalid version                                                                                   |
        | version          | 01.0.0                                       | "01.0.0" is no semantic version such as 1.2.0 or 1.2.0-rc.1: invalid version                                                                                |
        | blake3           | https://github.com/mlcommons/croissant/issues/80 | blake3 is "https://github.com/mlcommons/croissant/issues/80", 64 lower-case hex digits are needed: invalid digest                                       |
        | oms root         | ABCD                                         | oms_root is "ABCD", 64 lower-case hex digits are needed: invalid digest                                                                                     |
        | cid              | bafk                                         | the CID "bafk" is not base32: invalid digest                                                                                                       |
        | cid              | Qmabc                                        | the CID "Qmabc" is no version 0 identifier: 46 characters of base58, beginning with Qm: invalid digest                                                      |
        | piece cid        | bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy | bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy is no Filecoin piece CID: codec 0x55, hash 0x12: invalid digest                  |
        | arweave root     | short                                        | the Arweave data root "short" is not 43 characters of base64url: invalid digest                                                                             |
        | licence          | MIT-ish                                      | "MIT-ish": "MIT-ish" is not on SPDX's list of licences (version 3.29.0): invalid licence                                                                    |
        | licence          | mit                                          | "mit": "mit" is spelt "MIT": invalid licence                                                                                                                |
        | licence          | (MIT                                         | "(MIT": a bracket is not closed: invalid licence                                                                                                            |
        | licence          | MIT AND                                      | "MIT AND": a licence is missing at the end: invalid licence                                                                                                 |
        | licence          | MIT Apache-2.0                               | "MIT Apache-2.0": nothing may follow before "Apache-2.0": invalid licence                                                                                   |
        | licence          | LicenseRef-mine                              | "LicenseRef-mine": "LicenseRef-mine" refers to a text that is not on SPDX's list; use a custom licence with its digest: invalid licence                     |
        | licence          |                                              | there is no SPDX expression, and custom_name has 0 bytes, it must have 1 to 64: invalid licence                                                             |
        | media type       | model                                        | "model" is no media type: invalid artefact                                                                                                                  |
        | location         | example.com/x                                | location "example.com/x" is no URI such as https://host/path, of at most 256 bytes of ASCII: invalid artefact                                               |
        | creator          | AdaU+200B                                    | creator has U+200B, which does not show: invalid artefact                                                                                                   |
        | knowledge cutoff | yesterday                                    | knowledge_cutoff "yesterday" is no day; write YYYY-MM-DD, YYYY-MM or YYYY: invalid artefact                                                                 |
        | document         | abc                                          | document 1: sha256 is "abc", 64 hex digits are needed: invalid artefact                                                                                     |
