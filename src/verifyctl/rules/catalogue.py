"""The catalogue: every rule, in the order in which findings are listed. The only place where rules are registered."""

from __future__ import annotations

from verifyctl.rules import (
    capture_after_public,
    capture_time_claimed,
    claim_names_other_files,
    claimed_calendars,
    claimed_date_after_public,
    claimed_words_not_read,
    claimed_words_read,
    copy_labelled,
    device_named,
    document_date_after_public,
    document_date_not_read,
    document_date_read,
    earlier_copy_archived,
    earlier_copy_known,
    editor_named,
    frames_not_examined,
    known_copy,
    later_copies_only,
    metadata_absent,
    mirrored_or_recoloured,
    name_type_mismatch,
    no_match,
    page_regions_differ,
    part_of_known,
    person_read_date,
    person_read_words,
    post_time_claimed,
    post_time_decoded,
    readers_disagree,
    same_template_only,
    source_capture,
    source_unnamed,
    text_absent,
    thumbnail_differs,
)
from verifyctl.rules.base import Rule

RULES: tuple[Rule, ...] = tuple(
    module.RULE
    for module in (
        # integrity
        editor_named,
        readers_disagree,
        thumbnail_differs,
        page_regions_differ,
        part_of_known,
        mirrored_or_recoloured,
        # originality
        known_copy,
        earlier_copy_known,
        earlier_copy_archived,
        later_copies_only,
        copy_labelled,
        no_match,
        # content
        frames_not_examined,
        same_template_only,
        text_absent,
        claimed_words_read,
        claimed_words_not_read,
        person_read_words,
        document_date_read,
        document_date_not_read,
        person_read_date,
        # time and place
        capture_time_claimed,
        capture_after_public,
        post_time_decoded,
        post_time_claimed,
        claimed_calendars,
        claimed_date_after_public,
        document_date_after_public,
        # source
        metadata_absent,
        device_named,
        name_type_mismatch,
        claim_names_other_files,
        source_unnamed,
        source_capture,
    )
)

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
