"""``direktsim report``: one file, whole or not at all."""


def test_a_report_is_written_and_what_is_kept_is_not_played_again(direktsim, desk):
    first = direktsim("report", "clinic.yaml")
    assert first.exit_code == 0, first.output
    text = (desk / "report-clinic.html").read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert '<html lang="sv">' in text
    assert "What do patients wait for at a clinic in a test?" in text
    (desk / "other.yaml").write_text("question: And with twice as many?\nextends: clinic.yaml\ndemand: { factor: 2 }\n")
    again = direktsim("report", "clinic.yaml", "other.yaml", "--lang", "en", "--out", "both.html")
    assert again.exit_code == 0, again.output
    assert "2 of 4 replications were there already" in " ".join(again.output.split())
    both = (desk / "both.html").read_text(encoding="utf-8")
    assert "What differs" in both
    assert "Number of cases, against today" in both


def test_a_report_never_takes_the_place_of_another_file(direktsim, desk):
    (desk / "report-clinic.html").write_text("mine")
    result = direktsim("report", "clinic.yaml")
    assert result.exit_code == 2
    assert "report-clinic.html" in result.output
    assert (desk / "report-clinic.html").read_text() == "mine"
    assert not (desk / "runs").exists()
