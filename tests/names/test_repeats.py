"""Names told again by their end alone."""

from __future__ import annotations

import marsad


def test_a_family_name_before_a_place_is_no_part_of_it() -> None:
    """Kamal Boualem met the delegation. And Boualem visited Benghazi yesterday."""
    record = marsad.read("التقى اللواء كمال بوعلام اليوم الوفد. وزار بوعلام بنغازي أمس.", title="")
    assert [m.exact for m in record.mentions] == ["كمال بوعلام", "بوعلام", "بنغازي"]
