"""Negated, past and other people's symptoms raise no warning sign; those beside them do."""

import pytest

from api.matching.lexicon.compiled import Lexicon
from api.matching.reading.match import match
from tests.cases import in_one_test


def raised(lexicon: Lexicon, text: str) -> set[str]:
    return {flag.code for flag in match(lexicon, text).red_flags}


class TestDenied:
    @in_one_test(
        "text",
        [
            "calf pain but no swelling, not warm, not red",
            "my calf is tight, it isn't swollen or hot",
            "lower back pain without numbness, bladder is fine",
            "heel pain, no fever, no pus and no redness",
            "my achilles is sore, I didn't hear a pop",
            "rolled my ankle, I can walk on it and nothing is broken",
            "Fersenschmerz, kein Fieber, keine Schwellung",
            "dolor de talón sin fiebre ni hinchazón",
            "mal au mollet, pas gonflé, pas rouge",
            "heel pain, I am not diabetic",
            "my back is stiff but I can pee normally",
            "sore calf, the swelling has gone since yesterday",
            "sore calf, but the swelling is gone now",
            "heel is sore, the fever has gone completely",
            "my mother is diabetic but I just have sore heels",
            "had a stress fracture years ago, now my heel is a bit sore",
        ],
    )
    def test_signs_are_not_raised(self, lexicon: Lexicon, text: str) -> None:
        assert raised(lexicon, text) == set()

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("no fever but my calf is swollen, hot and red", "dvt"),
            ("not sure what happened but I felt a pop in my achilles", "achilles_rupture"),
            ("I don't know why but I can't feel my crotch since my back went", "cauda_equina"),
            ("my back is stiff and I can't pee normally", "cauda_equina"),
            ("rücken tut weh und ich kann nicht normal pinkeln", "cauda_equina"),
            ("me duele la espalda y no puedo orinar como siempre", "cauda_equina"),
            ("her smile has gone lopsided since lunch", "stroke"),
            ("my foot has gone a funny colour, cold and numb", "limb_ischaemia"),
            ("no idea why, my foot is hot, red and swollen", "infection"),
            ("it never stops, my foot is cold, white and numb", "limb_ischaemia"),
            ("nothing helps and there is pus coming out of my heel", "infection"),
            ("my toes are numb non-stop", "numbness_tingling"),
            ("calf swollen and hot non stop since the flight", "dvt"),
        ],
    )
    def test_a_no_beside_a_sign_hides_nothing(self, lexicon: Lexicon, text: str, code: str) -> None:
        assert code in raised(lexicon, text)


class TestAnswers:
    @pytest.mark.parametrize(
        "text",
        [
            "No, just heel pain for now.",
            "no my heel hurts",
            "Um, no, heel pain mostly",
            "Nein, nur Fersenschmerzen",
            "Non, juste mal au talon",
        ],
    )
    def test_a_no_that_answers_denies_nothing(self, lexicon: Lexicon, text: str) -> None:
        found = match(lexicon, text)
        assert found.matches[0].complaint == "plantar-heel-pain"

    @pytest.mark.parametrize(
        "text", ["no heel pain", "no, no heel pain", "I have no, no heel pain"]
    )
    def test_a_no_to_the_pain_itself_denies_it(self, lexicon: Lexicon, text: str) -> None:
        assert match(lexicon, text).outcome == "unrecognised"


class TestQuestions:
    @pytest.mark.parametrize(
        "text",
        [
            "Any numbness or tingling? Patient: No, nothing like that, just a sore heel.",
            "Numb? No. My heel is sore.",
            "Is it broken? Nope, just a sore heel",
        ],
    )
    def test_a_no_denies_what_was_asked(self, lexicon: Lexicon, text: str) -> None:
        assert raised(lexicon, text) == set()
        assert match(lexicon, text).matches[0].complaint == "plantar-heel-pain"

    def test_a_yes_or_a_question_of_ones_own_denies_nothing(self, lexicon: Lexicon) -> None:
        assert "numbness_tingling" in raised(lexicon, "Any numbness? Yes, in my toes.")
        assert "plantar-heel-pain" in [
            m.complaint for m in match(lexicon, "Why does my heel hurt? No injury.").matches
        ]


class TestOtherTimesAndPeople:
    @pytest.mark.parametrize(
        "text",
        [
            "my sister broke her foot, and I have heel pain",
            "my wife is pregnant so I carry the bags, my heels hurt",
        ],
    )
    def test_what_hurts_me_now_comes_first(self, lexicon: Lexicon, text: str) -> None:
        assert raised(lexicon, text) == set()
        assert match(lexicon, text).matches[0].complaint == "plantar-heel-pain"

    def test_what_has_healed_is_no_sign(self, lexicon: Lexicon) -> None:
        text = "had a stress fracture in 2015, fully healed, now my heel hurts"

        assert raised(lexicon, text) == set()
        assert "plantar-heel-pain" in {one.complaint for one in match(lexicon, text).matches}

    def test_a_part_named_with_the_past_is_meant_where_the_present_names_none(
        self, lexicon: Lexicon
    ) -> None:
        found = match(lexicon, "broke my ankle ten years ago, it's just a bit stiff these days")
        assert found.matches[0].complaint == "ankle-stiffness"
        assert found.red_flags == ()


class TestAnyPart:
    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("outside of my foot is hot and red", "side of foot"),
            ("my insteps are numb", "arch"),
            ("there is pus on the top of my foot", "top of foot"),
        ],
    )
    def test_a_sign_counts_in_any_part_and_names_it(
        self, lexicon: Lexicon, text: str, reason: str
    ) -> None:
        flags = match(lexicon, text).red_flags
        assert flags
        assert reason in flags[0].because


class TestWakingUp:
    def test_pain_on_waking_is_no_pain_that_wakes(self, lexicon: Lexicon) -> None:
        assert raised(lexicon, "I wake up with heel pain") == set()
        assert raised(lexicon, "the heel pain wakes me up") == {"night_or_rest_pain"}


class TestCombinations:
    @pytest.mark.parametrize(
        ("one", "other", "code"),
        [
            ("my heel hurts", "I have a fever", "infection"),
            ("my calf hurts", "it is swollen and warm", "dvt"),
            ("my calf is swollen", "I can't catch my breath", "pe"),
            ("my back hurts", "I can't pee", "cauda_equina"),
            ("I twisted my ankle", "I can't take four steps", "ottawa_ankle_foot"),
            ("my achilles hurts", "I am taking ciprofloxacin", "drug_tendon"),
            ("I have diabetes", "there is a wound on my foot", "diabetic_foot"),
            ("both my heels hurt", "I have psoriasis", "systemic_inflammatory"),
        ],
    )
    def test_two_halves_make_a_sign_in_either_order(
        self, lexicon: Lexicon, one: str, other: str, code: str
    ) -> None:
        assert code in raised(lexicon, f"{one} and {other}")
        assert code in raised(lexicon, f"{other}. {one}.")
        assert code not in raised(lexicon, one)
