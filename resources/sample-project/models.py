"""The tables of people-core."""
from sqlalchemy.dialects.postgresql import JSONB

from app import db


class Role(db.Model):
    __tablename__ = "roles"

    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False, unique=True)


class User(db.Model):
    __tablename__ = "users"

    id = db.Column(db.Integer, primary_key=True)
    login = db.Column(db.String(120), nullable=False, unique=True)
    role_id = db.Column(db.Integer, db.ForeignKey("roles.id", name="fk_users_role"), nullable=False)
    must_change_password = db.Column(db.Boolean, nullable=False, server_default=db.true())
    time_zone = db.Column(db.String(64), nullable=False, server_default="UTC")
    created_at = db.Column(db.DateTime(timezone=True), nullable=False, server_default=db.func.now())


class Department(db.Model):
    __tablename__ = "departments"

    id = db.Column(db.Integer, primary_key=True)
    code = db.Column(db.String(16), nullable=False, unique=True)
    name = db.Column(db.String(120), nullable=False)
    cost_centre = db.Column(db.String(32))


class Position(db.Model):
    __tablename__ = "positions"

    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(120), nullable=False)
    grade = db.Column(db.SmallInteger, nullable=False, server_default="1")


class Employee(db.Model):
    __tablename__ = "employees"

    id = db.Column(db.Integer, primary_key=True)
    first_name = db.Column(db.String(120), nullable=False)
    last_name = db.Column(db.String(120), nullable=False)
    preferred_name = db.Column(db.String(120))
    position_title = db.Column(db.String(120))
    login = db.Column(db.String(120))
    work_email = db.Column(db.String(254), nullable=False, unique=True)
    department_id = db.Column(db.Integer, db.ForeignKey("departments.id", ondelete="SET NULL"))
    manager_id = db.Column(db.Integer, db.ForeignKey("employees.id", name="fk_employees_manager"), index=True)
    hired_on = db.Column(db.Date, nullable=False)


class LeaveRequest(db.Model):
    __tablename__ = "leave_requests"

    id = db.Column(db.BigInteger, primary_key=True)
    employee_id = db.Column(db.Integer, db.ForeignKey("employees.id", ondelete="CASCADE"), nullable=False)
    starts_on = db.Column(db.Date, nullable=False)
    ends_on = db.Column(db.Date, nullable=False)
    status = db.Column(
        db.Enum("requested", "approved", "rejected", name="leave_status"),
        nullable=False,
        server_default="requested",
    )
    approver_id = db.Column(db.Integer, db.ForeignKey("employees.id", name="fk_leave_requests_approver"))

    __table_args__ = (
        db.Index(
            "ix_leave_requests_open", "employee_id", "starts_on", postgresql_where=db.text("status = 'requested'")
        ),
    )


class LeavePolicy(db.Model):
    __tablename__ = "leave_policies"

    id = db.Column(db.Integer, primary_key=True)
    department_id = db.Column(db.Integer, db.ForeignKey("departments.id", ondelete="CASCADE"), unique=True)
    carry_over_days = db.Column(db.SmallInteger, nullable=False, server_default="5")


class SalaryBand(db.Model):
    __tablename__ = "salary_bands"

    id = db.Column(db.Integer, primary_key=True)
    position_id = db.Column(db.Integer, db.ForeignKey("positions.id", ondelete="CASCADE"), nullable=False)
    minimum = db.Column(db.Numeric(12, 2), nullable=False)
    maximum = db.Column(db.Numeric(12, 2), nullable=False)


class PayrollRun(db.Model):
    __tablename__ = "payroll_runs"

    id = db.Column(db.Integer, db.Identity(always=False), primary_key=True)
    period = db.Column(db.Date, nullable=False, unique=True)
    state = db.Column(
        db.Enum("draft", "approved", "paid", name="payroll_state"), nullable=False, server_default="draft"
    )


class Payslip(db.Model):
    __tablename__ = "payslips"

    id = db.Column(db.BigInteger, primary_key=True)
    payroll_run_id = db.Column(db.Integer, db.ForeignKey("payroll_runs.id", ondelete="CASCADE"), nullable=False)
    employee_id = db.Column(db.Integer, db.ForeignKey("employees.id"), nullable=False, index=True)
    net = db.Column(db.Numeric(12, 2), nullable=False)


class PayslipLine(db.Model):
    __tablename__ = "payslip_lines"

    payslip_id = db.Column(db.BigInteger, db.ForeignKey("payslips.id", ondelete="CASCADE"), primary_key=True)
    position = db.Column(db.SmallInteger, primary_key=True)
    label = db.Column(db.Text, nullable=False)
    amount = db.Column(db.Numeric(12, 2), nullable=False)


class Candidate(db.Model):
    __tablename__ = "candidates"

    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(200), nullable=False)
    stage = db.Column(
        db.Enum("applied", "interview", "hired", "offer", name="candidate_stage"),
        nullable=False,
        server_default="applied",
    )
    applied_on = db.Column(db.Date, nullable=False, server_default=db.func.current_date())

    __table_args__ = (db.Index("ix_candidates_stage", "stage", "applied_on"),)


class AuditEntry(db.Model):
    __tablename__ = "audit_log"

    id = db.Column(db.BigInteger, primary_key=True)
    happened_at = db.Column(db.DateTime(timezone=True), nullable=False, server_default=db.func.now())
    actor_id = db.Column(db.Integer, db.ForeignKey("users.id", ondelete="SET NULL"))
    action = db.Column(db.String(40), nullable=False)
    payload = db.Column(JSONB, nullable=False, server_default=db.text("'{}'::jsonb"))

    __table_args__ = (
        db.Index("ix_audit_log_payload", "payload", postgresql_using="gin"),
        {"comment": "Who changed what, and when"},
    )
