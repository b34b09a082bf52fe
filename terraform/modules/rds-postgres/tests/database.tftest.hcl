mock_provider "aws" {
  source = "../../mocks"
}

variables {
  label                    = { id = "idp-a123456789012345678901234567890z-1e071a58" }
  vpc_id                   = "vpc-1"
  private_subnet_ids       = ["subnet-1", "subnet-2"]
  client_security_group_id = "sg-1"
}

run "keeps_data_and_password_safe_and_is_reached_by_its_clients_only" {
  command = apply

  assert {
    condition     = aws_db_instance.this.storage_encrypted && !aws_db_instance.this.publicly_accessible
    error_message = "The database must be encrypted and private."
  }

  assert {
    condition     = aws_db_instance.this.manage_master_user_password && aws_db_instance.this.password == null
    error_message = "RDS must keep the password; Terraform must not know it."
  }

  assert {
    condition     = aws_db_instance.this.backup_retention_period == 7 && aws_db_instance.this.copy_tags_to_snapshot
    error_message = "There must be backups, and they must carry the tags."
  }

  assert {
    condition     = output.credentials_secret_arn == "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!mocked-AbCdEf"
    error_message = "The ARN of the secret that RDS keeps must be told."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.clients.referenced_security_group_id == "sg-1" && aws_vpc_security_group_ingress_rule.clients.from_port == 5432
    error_message = "Only the clients' group may reach port 5432."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.clients.security_group_id == "sg-1" && aws_vpc_security_group_egress_rule.clients.referenced_security_group_id == aws_security_group.this.id
    error_message = "Clients must be let out to the database and nowhere else."
  }
}

run "leaves_nothing_behind_and_nothing_in_the_way_of_a_destroy" {
  command = apply

  assert {
    condition     = aws_db_instance.this.skip_final_snapshot && aws_db_instance.this.delete_automated_backups && !aws_db_instance.this.deletion_protection
    error_message = "A destroy must succeed and leave no snapshot."
  }

  assert {
    condition     = output.final_snapshot_id == null
    error_message = "No snapshot may be promised."
  }

  assert {
    condition     = length(aws_db_instance.this.identifier) <= 63 && length(aws_db_subnet_group.this.name) <= 255
    error_message = "Identifiers of databases have at most 63 characters."
  }
}

run "names_a_final_snapshot_after_the_life" {
  command = apply

  variables {
    final_snapshot = true
  }

  assert {
    condition     = !aws_db_instance.this.skip_final_snapshot && output.final_snapshot_id == "${var.label.id}-final"
    error_message = "The snapshot's name must be free: it must hold the hash of this life."
  }
}

run "refuses_a_database_without_backups_and_other_wrong_values" {
  command = plan

  variables {
    backup_retention_days = 0
    engine_version        = "14"
    allocated_storage     = 10
    db_name               = "postgres"
    instance_class        = "large"
    private_subnet_ids    = ["subnet-1"]
  }

  expect_failures = [
    var.backup_retention_days, var.engine_version, var.allocated_storage, var.db_name, var.instance_class,
    var.private_subnet_ids,
  ]
}

run "is_stopped_asleep_and_nothing_else_of_it_changes" {
  command = apply

  variables {
    awake = false
  }

  assert {
    condition     = aws_rds_instance_state.this[0].state == "stopped" && aws_rds_instance_state.this[0].identifier == aws_db_instance.this.identifier
    error_message = "Asleep, the database must be stopped."
  }
}
