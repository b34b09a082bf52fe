"""
Python runs this before the AWS emulator, so that the emulator does not grow with all that it was ever asked, and lets go of what
AWS would. No file of moto's is changed, and of a moto that is built otherwise nothing is.
"""

import json
import secrets
import string
import sys
import traceback
import types
import zlib


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


class CompressedBuffer:
    """What moto needs of a file for the bytes of an object, kept compressed."""

    def __init__(self, *_args, **_kwargs):
        self.kept = zlib.compress(b"", 1)
        self.position = 0

    def seek(self, position):
        self.position = position

    def read(self, size=-1):
        whole = zlib.decompress(self.kept)
        end = len(whole) if size is None or size < 0 else self.position + size
        found = whole[self.position : end]
        self.position += len(found)
        return found

    def write(self, more):
        before = zlib.decompress(self.kept)[: self.position]
        self.kept = zlib.compress(before + bytes(more), 1)
        self.position = len(before) + len(more)

    def truncate(self):
        self.kept = zlib.compress(zlib.decompress(self.kept)[: self.position], 1)

    def close(self):
        self.__init__()


def compress_objects():
    """Every version of a state stays until its bucket says otherwise, and is mostly what the one before was."""
    from moto.s3 import models

    models.tempfile = types.SimpleNamespace(SpooledTemporaryFile=CompressedBuffer)


def list_versions_without_bytes():
    """Listing the versions of a bucket copies all of them with their bytes, whatever prefix is asked for, and shows none of the bytes."""
    from moto.s3 import models

    def head_of(version):
        head = object.__new__(type(version))
        head.__dict__.update(version.__dict__)
        if isinstance(version, models.FakeKey):
            # Whoever drops an object empties its buffer, which is that of the version.
            head.__dict__.update(_etag=version.etag.strip('"'), _value_buffer=CompressedBuffer(), multipart=None, disposed=True)
        return head

    light = types.SimpleNamespace(deepcopy=lambda versions: [head_of(one) for one in versions])
    listing = models.S3Backend.list_object_versions
    known = {**listing.__globals__, "copy": light}
    models.S3Backend.list_object_versions = types.FunctionType(
        listing.__code__, known, listing.__name__, listing.__defaults__, listing.__closure__
    )


def free_addresses_of_nat_gateways():
    """
    The elastic address of a NAT gateway that was deleted can be given to another; moto leaves it associated for ever. It is freed
    when the next one wants it: until then a caller may take it off itself, which is judged by the address.
    """
    from moto.ec2.models import nat_gateways

    create = nat_gateways.NatGatewayBackend.create_nat_gateway

    def free_and_create(self, subnet_id, allocation_id, *more, **named):
        gone = [one._eni for one in self.nat_gateways.values() if one.state == "deleted"]
        for address in self.addresses:
            if address.allocation_id == allocation_id and address.association_id and address.eni in gone:
                self.disassociate_address(association_id=address.association_id)
        return create(self, subnet_id, allocation_id, *more, **named)

    nat_gateways.NatGatewayBackend.create_nat_gateway = free_and_create


def identify_databases():
    """
    All instances of moto's RDS have the same resource id, by which Terraform finds one: AWS gives each its own, also a replica,
    whose end leaves the password of its source alone.
    """
    from moto.rds import models

    init = models.DBInstance.__init__
    create = models.RDSBackend.create_db_instance_read_replica

    def new_id():
        return "db-" + "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(26))

    def init_with_id(self, *args, **kwargs):
        init(self, *args, **kwargs)
        self.dbi_resource_id = new_id()

    def create_with_id(self, *args, **kwargs):
        replica = create(self, *args, **kwargs)
        replica.dbi_resource_id = new_id()
        replica.manage_master_user_password = False
        return replica

    models.DBInstance.__init__ = init_with_id
    models.RDSBackend.create_db_instance_read_replica = create_with_id


def say_what_failed():
    """moto answers alike to what it does not know and where it fails: a header tells the front before it which of the two it is."""
    from moto.core.responses import BaseResponse
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication

    call_action = BaseResponse.call_action

    def call_known_action(self):
        answer = call_action(self)
        # A path that moto serves by other methods is nothing that was not found.
        if answer[0] == 404 and answer[2] == "" and not self._get_action():
            raise NotImplementedError("The method has not been implemented")
        return answer

    def failed(start_response, kind, text):
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("x-emulator-failure", kind)]
        start_response("500 Internal Server Error", headers, sys.exc_info())
        return [text[:300].encode()]

    def answer(self, environ, start_response):
        try:
            backend = self.get_application(environ)
        except Exception:
            return failed(start_response, "unknown", "The service has not been implemented")
        try:
            return backend(environ, start_response)
        except NotImplementedError as error:
            return failed(start_response, "unknown", str(error))
        except Exception as error:
            traceback.print_exc()
            return failed(start_response, "crash", f"{type(error).__name__}: {error}")

    BaseResponse.call_action = call_known_action
    DomainDispatcherApplication.__call__ = answer


for correct in (
    forget_instances,
    share_managed_policies,
    compress_objects,
    list_versions_without_bytes,
    free_addresses_of_nat_gateways,
    identify_databases,
    say_what_failed,
):
    try:
        correct()
    except Exception as error:
        print(f"{correct.__name__}: {error}")
