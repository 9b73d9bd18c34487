"""What a worker can do: take in evidence, run a stage on it, describe it for a store.

Whatever goes wrong in a task becomes an answer; only the limits end the process.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from verifyctl.model.base import Box
from verifyctl.model.evidence import EvidenceFile
from verifyctl.model.facts import StageFacts
from verifyctl.model.matches import MatchesFacts
from verifyctl.model.stage import StageResult, StageStatus
from verifyctl.model.text import TextFacts
from verifyctl.stages.base import Evidence, FailedError, Job, NotApplicableError, UnavailableError
from verifyctl.stages.registry import STAGES, load


class Bench:
    """The evidence on the table, decoded at most once, and the tasks on it."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._evidence: Evidence | None = None

    def serve(self, header: dict[str, Any], blob: bytes) -> dict[str, Any]:
        """Carry out one message and return the answer."""
        try:
            return self._done(header, blob)
        except (FailedError, UnavailableError) as error:
            return {"error": str(error)}
        except MemoryError:
            return {"error": "the memory limit was reached"}
        except Exception as error:  # noqa: BLE001 - a worker answers; it does not die of bad input
            return {"error": reason(error)}

    def _done(  # noqa: PLR0911 - one return a task
        self, header: dict[str, Any], blob: bytes
    ) -> dict[str, Any]:
        match header["op"]:
            case "evidence":
                file = EvidenceFile.model_validate(header["evidence"])
                self._evidence = Evidence(file, blob, max_pixels=header["max_pixels"])
                return {"taken": True}
            case "stage":
                return {"result": run_stage(header["stage"], self._job_with(header["params"])).as_json()}
            case "describe":
                from verifyctl.known.ingest import Keep, examine

                job = self._job_with(header.get("params", {}))
                keep = Keep(job.params.get("keep", Keep.PAGES))
                return {"described": examine(job.picture, job.evidence, keep).as_json()}
            case "compare":
                from verifyctl.run.comparing import compare

                other = Evidence(EvidenceFile.model_validate(header["evidence"]), blob, max_pixels=header["max_pixels"])
                return {"compared": compare(self._job_with(header["params"]), other)}
            case "preview":
                return {"preview": _preview(self._job_with(header["params"]))}
            case "capture":
                return {"capture": _capture(self._job_with({}), header["name"], blob)}
            case "cover":
                return {"cover": _covered(self._job_with({}), header["boxes"])}
            case "maps":
                return {"maps": _maps(self._job_with({}), header["detectors"])}
            case "artifacts" | "crops":
                return self._drawn(header)
            case unknown:
                return {"error": f"no such task: {unknown}"}

    def _drawn(self, header: dict[str, Any]) -> dict[str, Any]:
        """Pictures of what facts say, as PNG files in base64."""
        facts = json.dumps(header["facts"])
        if header["op"] == "artifacts":
            from verifyctl.run.comparing import artifacts

            return {
                "artifacts": artifacts(self._job_with({}), MatchesFacts.model_validate_json(facts), header["stores"])
            }
        from verifyctl.reading.crops import cut

        files = cut(TextFacts.model_validate_json(facts), self._job_with({}).picture.rgb)
        return {"crops": {name: base64.b64encode(data).decode() for name, data in files.items()}}

    def _job_with(self, params: dict[str, Any]) -> Job:
        if self._evidence is None:
            raise RuntimeError("no evidence was handed over")
        return Job(source=self._evidence, params=params, scratch=self._scratch)


def _capture(job: Job, name: str, data: bytes) -> dict[str, Any]:
    """The pictures in a capture, held against the evidence."""
    from verifyctl.media.captures import INSTALL, CaptureError, ReaderMissingError, read_capture

    def same_pixels(payload: bytes, media_type: str) -> bool:
        other = EvidenceFile(name=name, size=len(payload), digests=job.evidence.digests, media_type=media_type)
        try:
            picture = Evidence(other, payload, max_pixels=job.source.max_pixels).picture
            return picture.facts.digest == job.picture.facts.digest
        except (FailedError, UnavailableError):
            return False

    try:
        return read_capture(data, name, evidence=job.evidence.digests.sha256, same_pixels=same_pixels).as_json()
    except CaptureError as error:
        raise FailedError(str(error)) from error
    except ReaderMissingError as error:
        raise UnavailableError(f"{error}; install it: {INSTALL}", next_step=INSTALL) from error


def _covered(job: Job, boxes: list[dict[str, int]]) -> dict[str, Any]:
    """The evidence with boxes painted over, as a PNG file in base64."""
    from verifyctl.media.covering import covered

    data = covered(job.picture.rgb, [Box.model_validate(box) for box in boxes])
    return {"png": base64.b64encode(data).decode()}


def _maps(job: Job, detectors: list[str]) -> dict[str, str]:
    """Pictures of error levels and noise, and of what detectors mark, as PNG files in base64."""
    from verifyctl.forensics.maps import draw

    return {name: base64.b64encode(data).decode() for name, data in draw(job.picture.rgb, detectors).items()}


def _preview(job: Job) -> dict[str, Any]:
    """The evidence as a small JPEG file, in base64, with its size in pixels."""
    import io

    from PIL import Image

    from verifyctl.media.preview import preview

    data = preview(job.picture.rgb, **job.params)
    with Image.open(io.BytesIO(data)) as made:
        width, height = made.size
    return {"jpeg": base64.b64encode(data).decode(), "width": width, "height": height}


def run_stage(name: str, job: Job) -> StageResult:
    """Run one stage and say how it ended."""
    version = STAGES[name].version

    def ended(
        status: StageStatus, why: str, *, next_step: str | None = None, facts: StageFacts | None = None
    ) -> StageResult:
        return StageResult(stage=name, version=version, status=status, reason=why, next_step=next_step, facts=facts)

    try:
        collected = load(name).collect(job)
    except NotApplicableError as error:
        return ended(StageStatus.NOT_APPLICABLE, str(error))
    except UnavailableError as error:
        return ended(StageStatus.UNAVAILABLE, str(error), next_step=error.next_step, facts=error.facts)
    except FailedError as error:
        return ended(StageStatus.FAILED, str(error), facts=error.facts)
    except MemoryError:
        return ended(StageStatus.FAILED, "the memory limit was reached")
    except Exception as error:  # noqa: BLE001 - one stage's failure is its result, not the end of the others
        return ended(StageStatus.FAILED, reason(error))
    return StageResult(
        stage=name,
        version=version,
        status=StageStatus.RAN,
        params=dict(collected.params),
        components=collected.components,
        facts=collected.facts,
    )


def reason(error: BaseException) -> str:
    """An exception in one line of bounded length."""
    text = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
