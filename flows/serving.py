"""`tongket serve`: the flow on a Prefect schedule, and a run whenever the inbox has changed.

Prefect's runner starts each run as a process of its own; this process keeps the server and watches
the inbox by looking (network shares tell of no changes). A look that misses something does no harm:
every run lists the folder again.
"""

from __future__ import annotations

import asyncio
import os
import signal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from flows import server
from flows.environment import enter
from pipeline.campaign import load_campaign
from pipeline.errors import TongketError
from pipeline.intake import FileState, list_inbox
from pipeline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from uuid import UUID

    from prefect.runner import Runner

    from flows.workbench import Order

_LOOK_SECONDS = 3.0
_POLL_SECONDS = 2.0
_ENTRYPOINT_ROOT = Path(__file__).resolve().parents[1]

_Picture = frozenset[tuple[str, int, int]]


def serve_campaign(order: Order, interval_seconds: int, *, say: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; a run under way is then ended, and goes on next time.

    Raises:
        TongketError: campaign or inbox cannot be read, the server does not start.
    """
    campaign = load_campaign(order.campaign)
    list_inbox(order.inbox)
    used = server.attach(order.place)
    try:
        settings = used.client_settings()
        enter(settings)
        # The runner starts runs as `python -m prefect.flow_engine`, which must find this package.
        path = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(_ENTRYPOINT_ROOT), path]))
        used.wait_until_healthy()
        say(f"Đang phục vụ kế hoạch {campaign.id}, mỗi {interval_seconds} giây một lượt.")
        say(f"Trang theo dõi: {settings['PREFECT_API_URL'].removesuffix('/api')}")
        asyncio.run(_serve(order, campaign.id, interval_seconds, say))
        say("Đã dừng.")
    finally:
        used.release()


async def _serve(
    order: Order, campaign_id: str, interval_seconds: int, say: Callable[[str], None]
) -> None:
    from prefect.runner import Runner

    # One run at a time: the workspace bears no more.
    runner = Runner(name=campaign_id, limit=1, query_seconds=_POLL_SECONDS)
    deployment = await _deploy(runner, order, campaign_id, interval_seconds)
    running = asyncio.create_task(runner.start())
    watching = asyncio.create_task(
        watch(
            order.inbox,
            partial(_ask_for_run, deployment),
            rest_seconds=max(_LOOK_SECONDS, Settings().settle_seconds),
            say=say,
        )
    )
    stopped = asyncio.Event()
    while not runner.started and not running.done():  # noqa: ASYNC110 - it offers no event
        await asyncio.sleep(0.1)
    # After the runner has set its own, which would end the process in the middle of things.
    for kind in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(kind, stopped.set)
    ending = asyncio.create_task(stopped.wait())
    await asyncio.wait({running, watching, ending}, return_when=asyncio.FIRST_COMPLETED)
    for task in (watching, ending):
        task.cancel()
    if not running.done():
        await runner.astop()
    await asyncio.gather(running, watching, ending, return_exceptions=True)
    _raise_first(running, watching)


def _raise_first(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            raise error


async def _deploy(runner: Runner, order: Order, campaign_id: str, interval_seconds: int) -> UUID:
    """Put the flow on its schedule; return the deployment's id."""
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.types.entrypoint import EntrypointType

    from flows.campaign_flow import run_campaign

    return await runner.aadd_flow(
        run_campaign,
        name=campaign_id,
        interval=interval_seconds,
        parameters=order.parameters(),
        # What falls due while a run goes on is not made up for: each run sees the whole inbox.
        concurrency_limit=ConcurrencyLimitConfig(
            limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
        ),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


async def _ask_for_run(deployment: UUID) -> None:
    from prefect.deployments import arun_deployment

    await arun_deployment(deployment, timeout=0)


async def watch(
    inbox: Path,
    ask: Callable[[], Awaitable[None]],
    *,
    rest_seconds: float,
    say: Callable[[str], None],
) -> None:
    """Await `ask` each time the inbox has changed and stands still again; never returns.

    An inbox that cannot be listed for a while (a network share), or a server that does not answer,
    is said once, and looked for again.
    """
    import httpx  # 0.1 s; Prefect has it loaded

    served = await _look(inbox)
    seen, said = served, False
    while True:
        await asyncio.sleep(rest_seconds)
        try:
            last, seen = seen, await asyncio.to_thread(_picture, inbox)
            if seen == last and seen != served:
                await ask()
                served = seen
        except (TongketError, OSError, httpx.HTTPError) as error:
            if not said:
                say(f"Tạm thời chưa theo dõi được thư mục nhận; sẽ thử lại. {error}")
            said = True
        else:
            said = False


async def _look(inbox: Path) -> _Picture | None:
    """The inbox as it is, None where it cannot be listed now."""
    try:
        return await asyncio.to_thread(_picture, inbox)
    except (TongketError, OSError):
        return None


def _picture(inbox: Path) -> _Picture:
    """What the inbox looks like: name, size and time of each report."""
    return frozenset(_mark(inbox))


def _mark(inbox: Path) -> Sequence[tuple[str, int, int]]:
    return [
        (file.name, file.size, file.mtime_ns)
        for file in list_inbox(inbox)
        if file.state is FileState.REPORT
    ]
