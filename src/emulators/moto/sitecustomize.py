"""
Python runs this before the AWS emulator, so that the emulator does not grow with all that it was ever asked. No file of moto's
is changed, and of a moto that is built otherwise nothing is.
"""

import json


def forget_instances():
    """moto remembers every instance of every model for ever, also the copies that listing the versions of a bucket makes."""
    from moto.core.common_models import BaseModel

    def new(cls, *args, **kwargs):
        return object.__new__(cls)

    BaseModel.__new__ = new


def share_managed_policies():
    """Each account holds AWS's own policies; their documents are the same texts in all of them."""
    from moto.iam import models

    known = {}

    def from_data(cls, name, account_id, region_name, data):
        if name not in known:
            known[name] = json.dumps(data.get("Document"))
        return cls(
            name,
            account_id=account_id,
            region=region_name,
            default_version_id=data.get("DefaultVersionId"),
            path=data.get("Path"),
            document=known[name],
            create_date=models.datetime.fromisoformat(data["CreateDate"]),
            update_date=models.datetime.fromisoformat(data["UpdateDate"]),
        )

    models.AWSManagedPolicy.from_data = classmethod(from_data)


for correct in (forget_instances, share_managed_policies):
    try:
        correct()
    except Exception as error:
        print(f"{correct.__name__}: {error}")
