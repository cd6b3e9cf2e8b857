"""A worker in a process of its own, which a failpoint may kill: works until nothing is due."""

import django
from django.conf import settings


def changed(delivery):
    pass


if __name__ == "__main__":
    settings.HOSTDESK_ON_DELIVERY = "one_worker.changed"
    django.setup()
    from hostdesk.outbox import claims, worker

    claims.release_dead()
    while worker.run_once():
        pass
