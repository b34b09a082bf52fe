mock_provider "aws" {
  source = "../../mocks"
}

variables {
  label              = { id = "idp-foo-1e071a58", short = "idp-a123456789012-1e071a58" }
  vpc_id             = "vpc-1"
  public_subnet_ids  = ["subnet-1", "subnet-2"]
  tasks              = { subnet_ids = ["subnet-3", "subnet-4"], public_ip = false }
  execution_role_arn = "arn:aws:iam::123456789012:role/execution"
  task_role_arn      = "arn:aws:iam::123456789012:role/task"
  log_group_name     = "/ecs/idp-foo-1e071a58"
  container_image    = "public.ecr.aws/nginx/nginx:stable-alpine"
}

run "serves_plain_http_without_a_certificate" {
  command = apply

  assert {
    condition     = output.endpoint == "http://mocked.us-east-1.elb.amazonaws.com"
    error_message = "Without a certificate the endpoint must say http, got ${output.endpoint}."
  }

  assert {
    condition     = length(aws_lb_listener.https) == 0 && aws_lb_listener.http.default_action[0].type == "forward"
    error_message = "Port 80 must forward and port 443 be closed."
  }

  assert {
    condition     = [for rule in aws_vpc_security_group_ingress_rule.load_balancer : rule.from_port] == [80]
    error_message = "Only port 80 may be open."
  }
}

run "serves_https_with_a_certificate" {
  command = apply

  variables {
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d"
    dns_name        = "foo.example.com"
    zone_id         = "Z123"
  }

  assert {
    condition     = output.endpoint == "https://foo.example.com"
    error_message = "With a certificate the endpoint must say https, got ${output.endpoint}."
  }

  assert {
    condition     = aws_lb_listener.http.default_action[0].redirect[0].protocol == "HTTPS" && aws_lb_listener.http.default_action[0].redirect[0].status_code == "HTTP_301"
    error_message = "Port 80 must redirect to HTTPS."
  }

  assert {
    condition     = aws_lb_listener.https[0].certificate_arn == var.certificate_arn && aws_lb_listener.https[0].ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "Port 443 must use the certificate with a modern policy."
  }

  assert {
    condition     = aws_route53_record.this[0].name == "foo.example.com" && aws_route53_record.this[0].alias[0].name == aws_lb.this.dns_name
    error_message = "The name must point to the load balancer."
  }
}

run "says_http_for_a_name_without_a_certificate" {
  command = apply

  variables {
    dns_name = "foo.example.com"
    zone_id  = "Z123"
  }

  assert {
    condition     = output.endpoint == "http://foo.example.com"
    error_message = "A name alone must not make it https, got ${output.endpoint}."
  }
}

run "opens_no_more_than_needed_and_keeps_names_within_32_characters" {
  command = apply

  variables {
    container_port = 65535
    allowed_cidrs  = ["203.0.113.0/24", "198.51.100.0/24"]
  }

  assert {
    condition     = toset([for rule in aws_vpc_security_group_ingress_rule.load_balancer : rule.cidr_ipv4]) == toset(var.allowed_cidrs)
    error_message = "Only the allowed ranges may reach the load balancer."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.tasks.referenced_security_group_id == aws_security_group.load_balancer.id && aws_vpc_security_group_ingress_rule.tasks.from_port == 65535
    error_message = "Only the load balancer may reach the tasks, on the port of the container."
  }

  assert {
    condition     = [for rule in aws_vpc_security_group_egress_rule.tasks : rule.from_port] == [443]
    error_message = "Tasks may reach port 443 only."
  }

  assert {
    condition     = aws_lb.this.drop_invalid_header_fields && !aws_lb.this.enable_deletion_protection
    error_message = "The load balancer must drop invalid headers and be destroyable."
  }

  assert {
    condition     = length(aws_lb.this.name) <= 32 && length(aws_lb_target_group.this.name) <= 32
    error_message = "Names of load balancers and target groups have at most 32 characters."
  }
}

run "tags_tasks_rolls_back_a_bad_deployment_and_names_secrets_by_arn" {
  command = apply

  variables {
    environment_variables = { MODE = "test" }
    injected_secrets      = { TOKEN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:mail-AbCdEf" }
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].secrets == [{ name = "TOKEN", valueFrom = var.injected_secrets.TOKEN }]
    error_message = "A secret must be named by its ARN, not by its value."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment == [{ name = "MODE", value = "test" }]
    error_message = "Environment variables must reach the container."
  }

  assert {
    condition     = aws_ecs_service.this.propagate_tags == "SERVICE"
    error_message = "Tasks must carry the tags of the service."
  }

  assert {
    condition     = aws_ecs_service.this.deployment_circuit_breaker[0].enable && aws_ecs_service.this.deployment_circuit_breaker[0].rollback
    error_message = "A failed deployment must be rolled back."
  }
}

run "accepts_the_largest_task" {
  command = plan

  variables {
    cpu    = 4096
    memory = 30720
  }

  assert {
    condition     = aws_ecs_task_definition.this.cpu == "4096" && aws_ecs_task_definition.this.memory == "30720"
    error_message = "4096 with 30720 is sold."
  }
}

run "refuses_memory_that_fargate_does_not_sell_with_this_cpu" {
  command = plan

  variables {
    cpu    = 512
    memory = 512
  }

  expect_failures = [var.memory]
}

run "refuses_what_no_task_could_start_with" {
  command = plan

  variables {
    container_image   = "nginx; rm -rf /"
    container_port    = 70000
    desired_count     = -1
    egress_ports      = [80]
    health_check_path = "health"
    allowed_cidrs     = ["everyone"]
    dns_name          = "not a name"

    environment_variables = { TOKEN = "test" }
    injected_secrets      = { TOKEN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:mail-AbCdEf" }
  }

  expect_failures = [
    var.container_image, var.container_port, var.desired_count, var.egress_ports,
    var.health_check_path, var.allowed_cidrs, var.dns_name, var.injected_secrets,
  ]
}

run "refuses_a_certificate_and_a_zone_without_a_name" {
  command = plan

  variables {
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d"
    zone_id         = "Z123"
  }

  expect_failures = [var.certificate_arn, var.zone_id]
}
