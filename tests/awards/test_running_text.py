"""Commendations in sentences: who is proposed, who was rewarded long ago, where a name ends."""

from __future__ import annotations

import pytest
from award_reports import document, names, read

from pipeline.awards import read_commendations
from pipeline.records import AwardeeType, Role


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            (
                "Đề nghị UBND tỉnh tặng Bằng khen cho Đảng ủy xã Sơn Kỳ và đồng chí Lâm Hữu Tường, Chánh "
                "Văn phòng HĐND và UBND huyện, là những điển hình về cải cách."
            ),
            ["Đảng ủy xã Sơn Kỳ", "Lâm Hữu Tường"],
        ),
        (
            (
                "Kính đề nghị tặng Giấy khen cho 02 tập thể: Phòng Giáo dục và Đào tạo thị xã Ba Vàng; UBND phường "
                "Hoa Lư và 01 cá nhân: bà Kiều Thị Ngà, công chức tư pháp."
            ),
            ["Phòng Giáo dục và Đào tạo thị xã Ba Vàng", "UBND phường Hoa Lư", "Kiều Thị Ngà"],
        ),
        (
            "Huyện trình khen thưởng 01 tập thể (Trạm Y tế xã Ba Vì) và 01 cá nhân (ông Y Thuyn, 8 năm bám bản).",
            ["Trạm Y tế xã Ba Vì", "Y Thuyn"],
        ),
        (
            (
                "Đề nghị khen Chi bộ bản Nậm Lúc, nơi đi đầu hiến đất, và các đồng chí: Vàng A Sử, Trưởng bản; Lò Thị "
                "Mai, Bí thư Chi đoàn."
            ),
            ["Chi bộ bản Nậm Lúc", "Vàng A Sử", "Lò Thị Mai"],
        ),
        (
            "Sở giới thiệu bác sĩ Hồ Quốc Dũng, Trưởng khoa Nhi, đề nghị UBND tỉnh tặng Bằng khen.",
            ["Hồ Quốc Dũng"],
        ),
        (
            "Đề nghị khen thưởng nhân dân và cán bộ xã Phú Lạc vì đã hiến đất làm đường.",
            ["nhân dân và cán bộ xã Phú Lạc"],
        ),
    ],
)
def test_a_proposing_sentence_gives_each_awardee_alone(sentence: str, wanted: list[str]) -> None:
    """Names come without titles, offices and praise, and are parted where another begins."""
    assert names(sentence) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2019, Đảng bộ xã Sơn Kỳ được Chủ tịch UBND tỉnh tặng Bằng khen.",
        "Huyện đã đề nghị UBND tỉnh tặng Bằng khen cho đồng chí Lâm Hữu Tường năm 2020.",
        "Theo đề nghị của Sở Nội vụ, UBND tỉnh đã tặng Bằng khen cho Phòng Nội vụ huyện Sơn Kỳ.",
        "Trong 10 năm, huyện đã khen thưởng 12 tập thể, 30 cá nhân.",
        "Đề nghị UBND tỉnh khen thưởng kịp thời các tập thể, cá nhân có thành tích.",
        "Đề nghị Chính phủ sửa quy định về mức tiền thưởng đi cùng Bằng khen cấp tỉnh.",
        "Huyện ủy không đề nghị khen thưởng tập thể, cá nhân nào.",
        "Danh sách tập thể, cá nhân đề nghị tặng Bằng khen sẽ gửi bằng văn bản riêng.",
    ],
)
def test_past_awards_and_general_wishes_propose_nobody(sentence: str) -> None:
    """What was given, asked before, or asked for anyone names no awardee."""
    assert names(sentence, role=Role.COMMENDATIONS) == []


def test_praise_that_was_given_before_does_not_take_a_proposal_back() -> None:
    """What a body was given ("đã được tặng Cờ thi đua") tells why it is proposed now."""
    sentence = (
        "Đề nghị tặng Bằng khen cho xã Phú Lạc, đơn vị đã được tặng Cờ thi đua năm 2020; tặng Giấy khen "
        "cho ông Tạ Văn Lục, Trưởng thôn Hạ."
    )
    assert names(sentence) == ["xã Phú Lạc", "Tạ Văn Lục"]


def test_each_awardee_has_the_form_that_is_asked_for_it() -> None:
    """A sentence may ask two givers for two forms; those who give are no awardees."""
    found = read(
        "Đề nghị Thủ tướng Chính phủ tặng Huân chương Lao động hạng Ba cho đồng chí Tạ Văn Lục; Bộ trưởng "
        "Bộ Giáo dục và Đào tạo tặng Bằng khen cho Trường Tiểu học Phú Lạc và Giấy khen của Giám đốc Sở Nội vụ "
        "cho thôn Hạ 2."
    )
    assert [(one.name, one.form) for one in found] == [
        ("Tạ Văn Lục", "Huân chương Lao động hạng Ba"),
        ("Trường Tiểu học Phú Lạc", "Bằng khen"),
        ("thôn Hạ 2", "Giấy khen của Giám đốc Sở Nội vụ"),
    ]


def test_a_position_ends_before_praise() -> None:
    """The office of a person is kept, what he did is not; "Vì" of a name is no "vì"."""
    found = read(
        "Đề nghị tặng Bằng khen cho bà Kiều Thị Ngà, Phó Chủ tịch UBND xã Ba Vì, người khởi xướng mô hình "
        "trả kết quả tại nhà."
    )
    assert [(one.type, one.position) for one in found] == [
        (AwardeeType.INDIVIDUAL, "Phó Chủ tịch UBND xã Ba Vì")
    ]


def test_names_are_spans_of_their_passage() -> None:
    """What is shown to an editor stands in the text, letter for letter."""
    made, passages = document(
        "Đề nghị tặng Bằng khen cho Đảng uỷ xã Hoà Lộc và đ/c Trần Thuý Nga (Út Nga), Bí thư."
    )
    found = read_commendations(made, passages, [None] * len(passages))
    texts = {passage.id: passage.text for passage in passages}
    assert [one.name for one in found] == ["Đảng uỷ xã Hoà Lộc", "Trần Thuý Nga"]
    assert all(one.name in texts[one.passage] for one in found)


def test_the_form_may_be_stated_apart() -> None:
    """A form at the end ("hình thức: Giấy khen") holds for those who are named before."""
    sentence = "Xã đề nghị khen thôn A Vương có nhiều hộ hiến đất, hình thức: Giấy khen của Giám đốc Sở Nội vụ."
    assert [(one.name, one.form) for one in read(sentence)] == [
        ("thôn A Vương", "Giấy khen của Giám đốc Sở Nội vụ")
    ]
